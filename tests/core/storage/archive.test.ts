import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { beginsLikeZip, withArchive } from '../../../src-main/storage/archive.ts'
import { aPdf } from '../../support/file-samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { zipOf, type ZipPartToWrite } from '../../support/zip-writer.ts'

function archiveOf(parts: readonly ZipPartToWrite[]): string {
  const file = path.join(temporaryFolder(), 'hồ sơ.zip')
  writeFileSync(file, zipOf(parts))
  return file
}

async function contentsOf(file: string): Promise<Record<string, string>> {
  return withArchive(file, 'hồ sơ.zip', async ({ files, read }) => {
    const found: Record<string, string> = {}
    for (const each of files) {
      const chunks: Buffer[] = []
      for await (const chunk of read(each)) chunks.push(chunk)
      found[each.name] = Buffer.concat(chunks).toString()
    }
    return found
  })
}

test('the files of a folder are given by their own names, packed by any system', async () => {
  const file = archiveOf([
    { name: 'Hồ sơ/', content: '' },
    { name: 'Hồ sơ/kế hoạch.pdf', content: aPdf(), deflate: true },
    { name: 'Hồ sơ\\năm 2024\\biên bản.txt', content: 'x' },
    { name: '__MACOSX/Hồ sơ/._kế hoạch.pdf', content: 'fork' },
    { name: 'Hồ sơ/.DS_Store', content: 's' },
    { name: 'Hồ sơ/Thumbs.db', content: 's' },
    { name: 'Hồ sơ/~$kế hoạch.docx', content: 's' },
  ])
  expect(await beginsLikeZip(file)).toBe(true)
  expect(await contentsOf(file)).toEqual({ 'kế hoạch.pdf': aPdf().toString(), 'biên bản.txt': 'x' })
})

test.each<[string, ZipPartToWrite[], string]>([
  ['with a password', [{ name: 'a.pdf', content: aPdf(), flags: 1 }], 'locked'],
  ['that climbs out', [{ name: '..\\..\\a.pdf', content: 'x' }], 'damagedArchive'],
  [
    'whose file is larger than it claims',
    [{ name: 'a', content: new Uint8Array(200_000), deflate: true, claimedSize: 10 }],
    'tooLargeInside',
  ],
  [
    'of too many files',
    Array.from({ length: 2001 }, (_, n) => ({ name: `${n}`, content: '' })),
    'tooManyParts',
  ],
])('an archive %s is refused with its reason', async (_, parts, why) => {
  await expect(contentsOf(archiveOf(parts))).rejects.toMatchObject({
    code: 'fileDangerous',
    details: { name: 'hồ sơ.zip', why },
  })
})
