import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { ensureAge, howToGetAge } from '../../../scripts/age-program.ts'
import { decryptFile } from '../../../src-main/bundles/encrypted-files.ts'
import { openEncryptedOutput } from '../../../src-main/bundles/encrypted-output.ts'
import { writeBundle } from '../../../src-main/bundles/writer.ts'
import { prepareDataFolder } from '../../../src-main/platform/data-folder.ts'
import { systemClock } from '../../../src-main/platform/clock.ts'
import { openInstallation } from '../../../src-main/services/office/open-installation.ts'
import { decrypted, encrypted, encryptedInto, someKeys, type Keys } from '../../support/encryption.ts'
import { mayMount, mountsNeeded, smallVolume } from '../../support/mounts.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { aBundle, aSmallBundle, someBytes } from '../../support/test-bundles.ts'
import { aDomain } from '../../support/test-devices.ts'

const ageProgram = await ensureAge()

let office: Keys
let laptop: Keys
beforeAll(async () => {
  ;[office, laptop] = await Promise.all([someKeys(), someKeys()])
})

function fileWith(bytes: Buffer, name = 'gói.cqtt'): string {
  const file = path.join(temporaryFolder(), name)
  writeFileSync(file, bytes)
  return file
}

describe('a bundle file encrypted in a worker', () => {
  // the smaller is encrypted in the core's thread, the larger in a thread of its own
  it.each([40_000_000, 70_000_000])(
    'comes back as it was, and tells how far it is: %i bytes',
    async (size) => {
      const plain = someBytes(size)
      const folder = temporaryFolder()
      const target = path.join(folder, 'mã hóa.cqtt')
      const bytes = await encryptedInto(target, plain, [office.recipient, laptop.recipient])
      expect(readdirSync(folder)).toEqual(['mã hóa.cqtt'])
      expect(bytes).toBe(statSync(target).size)

      const quarantine = temporaryFolder()
      const seen: number[] = []
      const opened = await decryptFile(
        { source: target, name: 'x', identities: [laptop.identity], folder: quarantine },
        { onProgress: (done, total) => seen.push(done / total) },
      )
      expect(seen.length).toBeGreaterThan(1)
      expect(seen).toEqual([...seen].sort((a, b) => a - b))
      expect(seen.at(-1)).toBe(1)
      expect(opened.bytes).toBe(plain.length)
      expect(readFileSync(opened.path).equals(plain)).toBe(true)
      expect(path.dirname(opened.path)).toBe(quarantine)
      await opened.remove()
      expect(readdirSync(quarantine)).toEqual([])
    },
  )

  it('leaves nothing plain behind when it is for others, damaged, cut, gone or cancelled', async () => {
    const folder = temporaryFolder()
    const good = await encrypted(someBytes(3_000_000), [office.recipient])
    const flipped = Buffer.from(good)
    flipped[2_500_000] = (flipped[2_500_000] ?? 0) ^ 1
    const open = (bytes: Buffer, identities = [office.identity], signal?: AbortSignal) =>
      decryptFile({ source: fileWith(bytes), name: 'x.cqtt', identities, folder }, { signal })
    await expect(open(good, [laptop.identity])).rejects.toThrow('bundleEncryptedForOther')
    await expect(open(flipped)).rejects.toThrow('bundleDamaged {"name":"x.cqtt","where":"encryption"}')
    await expect(open(good.subarray(0, 2_000_000))).rejects.toThrow('bundleDamaged')
    await expect(open(await aSmallBundle())).rejects.toThrow('bundleNotOurs')
    await expect(open(good, [office.identity], AbortSignal.abort())).rejects.toThrow('cancelled')
    const gone = { source: path.join(folder, 'gone'), name: 'x.cqtt', identities: [office.identity], folder }
    await expect(decryptFile(gone)).rejects.toThrow('fileVanished')
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([10_000_000, 200_000_000])(
    'ends at once when it is cancelled in the middle: %i bytes',
    async (size) => {
      const folder = temporaryFolder()
      const stop = new AbortController()
      const output = openEncryptedOutput(
        { target: path.join(folder, 'x.cqtt'), size, recipients: [office.recipient], hashed: false },
        stop.signal,
      )
      const writing = async (): Promise<void> => {
        for (let at = 0; at < size; at += 1_000_000) {
          await output.write(Buffer.alloc(1_000_000))
          if (at === 6_000_000) stop.abort()
        }
        await output.finish()
      }
      await expect(writing()).rejects.toThrow('cancelled')
      await output.close()
      expect(readdirSync(folder)).toEqual([])
    },
  )

  it(
    'is swept away at the next start when the program was killed in the middle',
    { timeout: 60_000 },
    async () => {
      const folder = prepareDataFolder(path.join(temporaryFolder(), 'data'))
      const source = fileWith(await encrypted(Buffer.alloc(60_000_000), [office.recipient]))
      const module = path.resolve(import.meta.dirname, '../../../src-main/bundles/encrypted-files.ts')
      const input = { source, name: 'x', identities: [office.identity], folder: folder.quarantine }
      const program = `const { decryptFile } = await import(${JSON.stringify(module)})
      for (;;) await decryptFile(${JSON.stringify(input)})`
      const script = fileWith(Buffer.from(program), 'killed.mjs')
      const child = spawn(process.execPath, [script], { stdio: 'ignore' })
      const ended = once(child, 'exit')
      while (readdirSync(folder.quarantine).length === 0 && child.exitCode === null) await setTimeout(5)
      child.kill('SIGKILL')
      await ended
      expect(readdirSync(folder.quarantine).length).toBeGreaterThan(0)
      const started = await openInstallation({
        dataDir: folder.root,
        keysDir: temporaryFolder(),
        clock: systemClock,
      })
      started.close()
      expect(readdirSync(folder.quarantine)).toEqual([])
    },
  )

  it('replaces nothing by half', async () => {
    const folder = temporaryFolder()
    const target = path.join(folder, 'x.cqtt')
    writeFileSync(target, 'former')
    const writing = writeBundle(target, aDomain().communeDevice, aBundle(), { recipients: ['age1nonsense'] })
    await expect(writing).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['x.cqtt'])
    expect(readFileSync(target, 'utf8')).toBe('former')
  })

  it.skipIf(!mayMount)(`says that there is no room, on both ways (${mountsNeeded})`, async () => {
    const stick = smallVolume(1_000_000)
    const plain = someBytes(2_000_000)
    const target = path.join(stick, 'x.cqtt')
    await expect(encryptedInto(target, plain, [office.recipient])).rejects.toThrow('diskFull')
    const source = fileWith(await encrypted(plain, [office.recipient]))
    await expect(
      decryptFile({ source, name: 'x', identities: [office.identity], folder: stick }),
    ).rejects.toThrow('diskFull')
    expect(readdirSync(stick)).toEqual([])
  })
})

describe.skipIf(ageProgram === undefined)(
  ageProgram === undefined ? howToGetAge : 'the standard program age',
  () => {
    function age(input: Buffer, ...args: string[]): Buffer {
      const { status, stdout, stderr } = spawnSync(ageProgram ?? 'age', args, { input, maxBuffer: 2 ** 28 })
      if (status !== 0) throw new Error(stderr.toString())
      return stdout
    }
    const identityFile = ({ identity }: Keys): string =>
      fileWith(Buffer.from(`# máy\n${identity}\n`), 'key.txt')

    it.each([0, 1, 65_536, 65_537, 5_000_000])('opens what we encrypt: %i bytes', async (size) => {
      const plain = someBytes(size)
      for (const cipher of ['engine', 'library'] as const) {
        const file = await encrypted(plain, [office.recipient, laptop.recipient], { cipher })
        for (const keys of [office, laptop])
          expect(age(file, '-d', '-i', identityFile(keys)).equals(plain)).toBe(true)
        const stranger = await someKeys()
        expect(() => age(file, '-d', '-i', identityFile(stranger))).toThrow('no identity matched')
      }
    })

    it.each([0, 1, 65_536, 65_537, 5_000_000])('encrypts what we open: %i bytes', async (size) => {
      const plain = someBytes(size)
      const file = age(plain, '-r', laptop.recipient, '-r', office.recipient)
      for (const cipher of ['engine', 'library'] as const)
        expect((await decrypted(file, [office.identity], { cipher })).equals(plain)).toBe(true)
    })

    it('opens a file as it lies on the stick, and its file is opened here', async () => {
      const [bundle, folder] = [await aSmallBundle(), temporaryFolder()]
      const target = path.join(folder, 'x.cqtt')
      await encryptedInto(target, bundle, [office.recipient])
      expect(age(Buffer.alloc(0), '-d', '-i', identityFile(office), target).equals(bundle)).toBe(true)
      const source = path.join(folder, 'age.cqtt')
      age(bundle, '-r', office.recipient, '-o', source)
      const opened = await decryptFile({ source, name: 'x', identities: [office.identity], folder })
      expect(readFileSync(opened.path).equals(bundle)).toBe(true)
    })

    it('may lock by a passphrase instead: then no machine opens it', async () => {
      const file = await encrypted(someBytes(5), [office.recipient])
      const text = file
        .toString('latin1')
        .replace(
          /-> X25519 .*\n.*\n/,
          '-> scrypt AAAAAAAAAAAAAAAAAAAAAA 10\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n',
        )
      await expect(decrypted(Buffer.from(text, 'latin1'), [office.identity])).rejects.toThrow(
        'bundleEncryptedForOther',
      )
    })
  },
)
