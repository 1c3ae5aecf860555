import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { ensureAge, howToGetAge } from '../../../scripts/age-program.ts'
import { cutInto } from '../../../src-main/bundles/part-format.ts'
import { describeEncrypted, describeParts, makePartsExample } from '../../support/bundle-example.ts'
import { decrypted, encrypted, someKeys } from '../../support/encryption.ts'
import {
  assembleIndependently,
  decryptIndependently,
  readBundleIndependently,
  Refused,
} from '../../support/independent-bundle-reader.mjs'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { someBytes } from '../../support/test-bundles.ts'
import { aDomain, isWithin, province } from '../../support/test-devices.ts'

const { root } = aDomain()
const projectFolder = path.resolve(import.meta.dirname, '../../..')
const fixtures = path.join(projectFolder, 'tests/fixtures/bundles')
const page = path.join(projectFolder, 'docs/bundle-format.md')
const encryptedFixture = path.join(fixtures, 'example-v1.encrypted.cqtt')
const identityFixture = path.join(fixtures, 'example-v1.identity.txt')
const example = readFileSync(path.join(fixtures, 'example-v1.cqtt'))
const ageProgram = await ensureAge()
const updating = process.env['UPDATE_EXAMPLE'] === '1'
const byRoot = { roots: [root.device], ownUnit: province, isWithin }

/** What the page shows between two marks; after a wanted change UPDATE_EXAMPLE=1 puts it there. */
function shown(mark: string, wanted: string): string {
  const text = readFileSync(page, 'utf8')
  const [start, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`]
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)]
  if (updating) writeFileSync(page, `${text.slice(0, from)}\n\n${wanted}\n\n${text.slice(to)}`)
  return readFileSync(page, 'utf8').slice(from).split(end)[0]?.trim() ?? ''
}

describe('the examples of section 11', () => {
  it('in parts, are what this program writes, and the other reader puts them together', async () => {
    const parts = await makePartsExample(temporaryFolder(), example)
    expect(shown('parts', describeParts(parts))).toBe(describeParts(parts))
    const { files } = assembleIndependently([...parts].reverse())
    expect(files.map((file) => file.equals(example))).toEqual([true])
  })

  it('encrypted, opens with the identity that the page gives', async () => {
    if (updating) {
      const { identity, recipient } = await someKeys()
      writeFileSync(identityFixture, `${identity}\n`)
      writeFileSync(encryptedFixture, await encrypted(example, [recipient]))
    }
    const [file, identity] = [readFileSync(encryptedFixture), readFileSync(identityFixture, 'utf8').trim()]
    expect(shown('encrypted', describeEncrypted(file, identity))).toBe(describeEncrypted(file, identity))
    expect((await decrypted(file, [identity])).equals(example)).toBe(true)
  })
})

describe('a reader written from the page alone', () => {
  it('puts together what the program cut, names what is missing, and refuses what the program refuses', async () => {
    const content = someBytes(example.length)
    const [parts, foreign] = [
      await makePartsExample(temporaryFolder(), example),
      await makePartsExample(temporaryFolder(), content),
    ]
    const [one, two] = [parts[0] ?? Buffer.alloc(0), parts[1] ?? Buffer.alloc(0)]
    expect(assembleIndependently([two, one, ...foreign, two]).files).toHaveLength(2)
    expect(assembleIndependently([two]).missing.map(({ numbers, count }) => ({ numbers, count }))).toEqual([
      { numbers: [1], count: cutInto(example.length, 2000)?.count },
    ])
    for (const part of parts) {
      for (let at = 0; at < part.length; at += 1) {
        const changed = Buffer.from(part)
        changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7))
        expect(assembleIndependently([changed]).refused).toBe(1)
        expect(assembleIndependently([part.subarray(0, at)]).refused).toBe(1)
      }
    }
  })

  it.skipIf(ageProgram === undefined)(
    ageProgram === undefined ? howToGetAge : 'opens the encrypted example with age, and no changed one',
    () => {
      const file = readFileSync(encryptedFixture)
      const plain = decryptIndependently(file, identityFixture)
      expect(readBundleIndependently(plain, byRoot).entries).toHaveLength(1)
      expect(decryptIndependently(example, identityFixture).equals(example)).toBe(true)
      for (const at of [30, 100, file.length - 3000, file.length - 1]) {
        const changed = Buffer.from(file)
        changed[at] = (changed[at] ?? 0) ^ 1
        expect(() => decryptIndependently(changed, identityFixture)).toThrow(Refused)
      }
    },
  )

  it.skipIf(ageProgram === undefined)(
    ageProgram === undefined ? howToGetAge : 'reads encrypted parts from the command line',
    async () => {
      const folder = temporaryFolder()
      const parts = await makePartsExample(folder, readFileSync(encryptedFixture))
      const files = parts.map((part, i) => {
        const file = path.join(folder, `${i}.cqtt`)
        writeFileSync(file, part)
        return file
      })
      const [first = '', ...more] = files.reverse()
      const reader = path.join(projectFolder, 'tests/support/independent-bundle-reader.mjs')
      const { stdout } = spawnSync(process.execPath, [reader, first, root.device, province, ...more], {
        env: { ...process.env, AGE_IDENTITY: identityFixture },
        encoding: 'utf8',
      })
      expect(JSON.parse(stdout)).toMatchObject({ entries: 1, evidence: 1 })
    },
  )
})
