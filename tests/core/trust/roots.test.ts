import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ensureAge, howToGetAge } from '../../../scripts/age-program.ts'
import { anOffice, bacGiang, yenThe, aCycle, type Office } from '../../support/office.ts'
import {
  aDomain,
  anOfficeFrom,
  certify,
  dump,
  scoreAll,
  send,
  smallSet,
  startFiles,
  take,
} from '../../support/exchange.ts'
import { aRootKey, deviceOf, moveRoot, passphrase, revoke, totalOf } from '../../support/trust.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Roots: first device or offline, handed on, joined (JOURNAL 31–34). */

/** Every byte that lies in the folders of an office. */
function bytesOf(office: Office): Buffer {
  const all = [office.dataDir, office.keysDir].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(path.join(each.parentPath, each.name))),
  )
  return Buffer.concat(all)
}

test('a domain moves to an offline root: everybody follows by a list, and the key stays nowhere', async () => {
  const { province, district, communes, units, sheets } = await aDomain()
  await scoreAll(communes[0], sheets[0], [2000])
  await take(district, await send(communes[0], yenThe))
  const before = (await province.call('trust.state', {})).root
  expect(before?.held).toBe('thisDevice')
  const untouched = dump(province)
  const key = await aRootKey(province)
  expect(dump(province)).toBe(untouched)
  expect(key.file.toString()).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/)
  expect(key.sheet.subarray(0, 5).toString()).toBe('%PDF-')
  expect(await moveRoot(province, key)).toEqual({ number: 1, fingerprint: key.fingerprint })
  const state = await province.call('trust.state', {})
  expect(state).toMatchObject({
    root: { fingerprint: key.fingerprint, held: 'offline' },
    formerRoots: [{ fingerprint: before?.fingerprint }],
    certificate: { state: 'valid' },
    issues: true,
    list: { number: 1, several: false },
  })
  // whoever trusted the former root trusts the new one by the list alone
  await take(district, await send(province, yenThe))
  expect((await district.call('trust.state', {})).root?.fingerprint).toBe(key.fingerprint)
  const [start] = await startFiles(district, [units[1]])
  const fresh = await anOffice({ begun: false, clock: province.clock })
  const file = await fresh.upload(start!.name, start!.bytes)
  expect((await fresh.call('setup.inspectStartFile', { file })).rootFingerprint).toBe(key.fingerprint)
  const second = await anOfficeFrom(start!, province.clock, 'Máy 2')
  expect((await second.call('trust.state', {})).root?.fingerprint).toBe(key.fingerprint)
  await take(province, await send(district, bacGiang))
  expect(await totalOf(province, sheets[0])).toBe(2000)
  // lists need the stick now
  const device = await deviceOf(communes[0])
  await take(province, await send(district, bacGiang))
  await expect(revoke(province, device)).rejects.toMatchObject({ code: 'rootKeyNeeded' })
  expect(await revoke(province, device, { key })).toBe(2)
})

const ageProgram = await ensureAge()
/** `age` asks a terminal for the passphrase; this program gives it one. */
const hasTerminal = spawnSync('script', ['--version']).status === 0

test.skipIf(ageProgram === undefined || !hasTerminal)(
  ageProgram === undefined
    ? howToGetAge
    : 'the key is what the age program opens, and its seed lies in no folder',
  async () => {
    const { province } = await aDomain()
    const key = await aRootKey(province)
    await moveRoot(province, key)
    const folder = temporaryFolder()
    const file = path.join(folder, 'khóa.cqtt-root')
    writeFileSync(file, key.file)
    const text = execFileSync('script', ['-qec', `age -d '${file}'`, '/dev/null'], {
      input: `${passphrase}\n`,
      encoding: 'utf8',
    })
    const seed = /"seed":"([0-9a-f]{64})"/.exec(text)?.[1]
    expect(seed).toMatch(/^[0-9a-f]{64}$/)
    const stored = bytesOf(province)
    expect(stored.includes(seed!)).toBe(false)
    expect(stored.includes(Buffer.from(seed!, 'hex'))).toBe(false)
    expect(stored.includes(Buffer.from(seed!, 'hex').toString('base64'))).toBe(false)
  },
)

test('a wrong passphrase, another file and the key of another unit change nothing', async () => {
  const { province, district } = await aDomain()
  const key = await aRootKey(province)
  const other = await aRootKey(district)
  const before = dump(province)
  const attempt = async (bytes: Buffer, words: string) =>
    province.call('trust.rotateRoot', { keyFiles: [await province.upload('k', bytes)], passphrase: words })
  await expect(attempt(key.file, 'không phải mật khẩu')).rejects.toMatchObject({ code: 'passphraseWrong' })
  await expect(attempt(Buffer.from('xin chào'), passphrase)).rejects.toMatchObject({ code: 'rootKeyNotOurs' })
  await expect(attempt(other.file, passphrase)).rejects.toMatchObject({ code: 'rootKeyNotOurs' })
  const lines = key.file.toString().split('\n')
  const spoilt = lines
    .map((line, i) => (i === 4 ? line.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) : line))
    .join('\n')
  await expect(attempt(Buffer.from(spoilt), passphrase)).rejects.toMatchObject({ code: 'passphraseWrong' })
  expect(dump(province)).toBe(before)
  // communes hold no root
  const commune = await anOffice({ unit: 'vn2024.c.07243' as never })
  await expect(aRootKey(commune)).rejects.toMatchObject({ code: 'forbidden' })
})

test('from one offline root to the next: lists and keys of the former one are worth nothing any more', async () => {
  const { province, district, communes, sheets } = await aDomain()
  await scoreAll(communes[0], sheets[0], [2000])
  await take(district, await send(communes[0], yenThe))
  await take(province, await send(district, bacGiang))
  const device = await deviceOf(communes[0])
  const first = await aRootKey(province)
  await moveRoot(province, first)
  const second = await aRootKey(province)
  await expect(moveRoot(province, second)).rejects.toMatchObject({ code: 'rootKeyNeeded' })
  expect(await moveRoot(province, second, first)).toEqual({ number: 2, fingerprint: second.fingerprint })
  await expect(revoke(province, device, { key: first })).rejects.toMatchObject({ code: 'rootKeyNeeded' })
  expect(await revoke(province, device, { key: second })).toBe(3)
  await take(district, await send(province, yenThe))
  expect((await district.call('trust.state', {})).root?.fingerprint).toBe(second.fingerprint)
  expect((await district.call('trust.lists', {})).map(({ state }) => state)).toEqual([
    'counts',
    'replaced',
    'replaced',
  ])
})

test('the leading office loses its only machine: the stick makes a new one, whose bundles are taken', async () => {
  const { province, district, communes, units, sheets, clock } = await aDomain()
  const key = await aRootKey(province)
  await moveRoot(province, key)
  await take(district, await send(province, yenThe))
  await scoreAll(communes[0], sheets[0], [2000, 1000])
  await take(district, await send(communes[0], yenThe))
  const lost = await deviceOf(province)
  await province.core.close()

  const fresh = await anOffice({ unit: bacGiang, clock })
  const keyFile = await fresh.upload('khóa.cqtt-root', key.file)
  expect(await fresh.call('trust.certifyHere', { keyFile, passphrase })).toMatchObject({
    fingerprint: key.fingerprint,
  })
  const taken = await take(fresh, await send(district, bacGiang))
  expect(taken.refused).toEqual([])
  expect(await totalOf(fresh, sheets[0])).toBe(3000)
  const state = await fresh.call('trust.state', {})
  expect(state.siblings.map(({ id }) => id)).toContain(lost)
  await fresh.call('trust.setReplaced', { devices: [lost] })
  const again = await fresh.upload('khóa.cqtt-root', key.file)
  await fresh.call('trust.certifyHere', { keyFile: again, passphrase })
  expect(await revoke(fresh, lost, { key })).toBe(2)
  const done = await take(district, await send(fresh, yenThe))
  expect(done.refused).toEqual([])
  expect((await district.call('devices.list', {})).find(({ id }) => id === lost)?.state).toBe('revoked')
  await take(communes[0], await send(district, units[0]))
  expect(await totalOf(communes[0], sheets[0])).toBe(3000)
})

test('a district that worked alone joins the province: its communes follow without comparing again', async () => {
  const clock = (await anOffice({ begun: false })).clock
  const district = await anOffice({ unit: yenThe, ownRoot: true, clock })
  const { communes, sheets } = await aCycle(district, { content: smallSet, communes: 1 })
  const [start] = await startFiles(district, communes)
  const commune = await anOfficeFrom(start!, clock)
  await scoreAll(commune, sheets[0]!, [1200])
  await take(district, await send(commune, yenThe))
  await take(commune, await send(district, communes[0]!))

  const province = await anOffice({ unit: bacGiang, ownRoot: true, clock })
  expect((await district.call('trust.state', {})).joinable).toBeNull()
  await expect(district.call('trust.join', {})).rejects.toMatchObject({ code: 'noTrust' })
  await certify(province, district)
  const provinceRoot = (await province.call('trust.state', {})).root!
  expect((await district.call('trust.state', {})).joinable?.fingerprint).toBe(provinceRoot.fingerprint)
  expect(await district.call('trust.join', {})).toEqual({ number: 1 })
  expect((await district.call('trust.state', {})).joined?.fingerprint).toBe(provinceRoot.fingerprint)

  // the province takes the old cycle, the communes' own streams included
  const up = await take(province, await send(district, bacGiang))
  expect(up.refused).toEqual([])
  expect(await totalOf(province, sheets[0]!)).toBe(1200)
  // the commune learns the province's root from the list, and takes a bundle of the province's own making
  await take(commune, await send(district, communes[0]!))
  const seen = await take(commune, await send(province, communes[0]!))
  expect(seen.refused).toEqual([])
  await commune.core.close()
})
