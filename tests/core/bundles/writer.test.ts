import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import { checkWrittenBundle } from '../../../src-main/bundles/check-written.ts'
import { writeBundle } from '../../../src-main/bundles/writer.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { decrypted, someKeys } from '../../support/encryption.ts'
import { aBundle, codeOf, evidenceOf, someBytes } from '../../support/test-bundles.ts'
import { aDomain, commune } from '../../support/test-devices.ts'

const { communeDevice } = aDomain()

describe('writing a bundle', () => {
  const left = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.tmp'))

  it('leaves nothing behind when an evidence file is missing or not what its name says', async () => {
    const folder = temporaryFolder()
    const place = path.join(folder, 'changed')
    writeFileSync(place, 'before')
    const evidence = [evidenceOf(place, Buffer.from('before'))]
    for (const [content, code] of [
      ['behind', 'fileDamaged'],
      ['longer than before', 'fileDamaged'],
      ['b', 'fileDamaged'],
    ] as const) {
      writeFileSync(place, content)
      const file = path.join(folder, 'gói.cqtt')
      await expect(writeBundle(file, communeDevice, aBundle({ evidence }))).rejects.toThrow(code)
      expect(readdirSync(folder)).not.toContain(path.basename(file))
    }
    rmSync(place)
    await expect(
      writeBundle(path.join(folder, 'gói.cqtt'), communeDevice, aBundle({ evidence })),
    ).rejects.toThrow('fileMissing')
    expect(left(folder)).toEqual([])
  })

  it('keeps the older file when it is cancelled', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'gói.cqtt')
    writeFileSync(file, 'older')
    const content = someBytes(8 * 1024 * 1024)
    const place = path.join(folder, 'large')
    writeFileSync(place, content)
    const stop = new AbortController()
    const evidence = [evidenceOf(place, content)]
    const onProgress = () => stop.abort(new CallError('cancelled', {}))
    const writing = writeBundle(file, communeDevice, aBundle({ evidence }), {
      signal: stop.signal,
      onProgress,
    })
    await expect(writing).rejects.toThrow('cancelled')
    expect(readFileSync(file, 'utf8')).toBe('older')
    expect(left(folder)).toEqual([])
  })

  it.each([200_000, 70_000_000])('encrypts while it writes: %i bytes of evidence', async (size) => {
    const folder = temporaryFolder()
    const [file, place] = [path.join(folder, 'gói.cqtt'), path.join(folder, 'paper')]
    const content = someBytes(size)
    writeFileSync(place, content)
    const keys = await someKeys()
    const options = { recipients: [keys.recipient], readAgain: true }
    const { bytes } = await writeBundle(
      file,
      communeDevice,
      aBundle({ evidence: [evidenceOf(place, content)] }),
      options,
    )
    const found = readFileSync(file)
    expect(found.length).toBe(bytes)
    expect(await codeOf(await decrypted(found, [keys.identity]))).toBe('accepted')
    expect(await codeOf(found)).toBe('bundleNotOurs')
    // a bad evidence file takes the encrypted one away too
    writeFileSync(place, content.subarray(1))
    const again = writeBundle(
      path.join(folder, 'x.cqtt'),
      communeDevice,
      aBundle({ evidence: [evidenceOf(place, content)] }),
      options,
    )
    await expect(again).rejects.toThrow('fileDamaged')
    expect(readdirSync(folder).sort()).toEqual(['gói.cqtt', 'paper'])
  })

  it('says that the folder is missing', async () => {
    const folder = temporaryFolder()
    await expect(
      writeBundle(path.join(folder, 'nowhere', 'x.cqtt'), communeDevice, aBundle()),
    ).rejects.toThrow('ENOENT')
  })

  it('finds a file that changed on the disk', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'gói.cqtt')
    await writeBundle(file, communeDevice, aBundle())
    await expect(checkWrittenBundle(file)).resolves.toMatchObject({ author: { unit: commune } })
    const bytes = readFileSync(file)
    for (const at of [bytes.length - 1, bytes.length - 45, 40, 20]) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(file, changed)
      await expect(checkWrittenBundle(file)).rejects.toThrow('bundleDamaged')
    }
  })
})
