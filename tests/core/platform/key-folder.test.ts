import { createHash, sign, verify, createPublicKey } from 'node:crypto'
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Decrypter, Encrypter } from 'age-encryption'
import { expect, test } from 'vitest'
import type { DeviceId, EntryId, UnitId } from '../../../shared/domain/ids.ts'
import {
  ageIdentitiesOf,
  createDeviceKeys,
  defaultKeyFolder,
  deviceIdOf,
  listDevices,
  openDeviceKeys,
  rawPublicKey,
  rememberHeads,
} from '../../../src-main/platform/key-folder.ts'
import { makeReadOnly, mayMount, smallVolume } from '../../support/mounts.ts'
import { idOf } from '../../support/storage.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const unit = 'vn2024.c.07243' as UnitId
const head = (seq: number, mark = '') => ({ seq, id: idOf(`${seq}${mark}`) as EntryId })

test('a device is the hash of its key and its unit, and opens again as it was', async () => {
  const folder = temporaryFolder()
  const made = await createDeviceKeys(folder, unit, 1_732_000_000_000)
  expect(made.publicKey).toHaveLength(32)
  expect(made.device).toBe(
    createHash('sha256')
      .update(Buffer.concat([made.publicKey, Buffer.from(unit)]))
      .digest('hex'),
  )
  expect(deviceIdOf(made.publicKey, 'vn2024.c.07246' as UnitId)).not.toBe(made.device)
  const opened = await openDeviceKeys(folder, made.device)
  expect(opened?.privateKey.equals(made.privateKey)).toBe(true)
  expect({ ...opened, privateKey: null }).toEqual({ ...made, privateKey: null })
  expect(listDevices(folder)).toEqual([made.device])
})

test('the raw key is the one that verifies', async () => {
  const { privateKey, publicKey } = await createDeviceKeys(temporaryFolder(), unit, 1)
  const signature = sign(null, Buffer.from('text'), privateKey)
  const x = Buffer.from(publicKey).toString('base64url')
  const fromRaw = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } })
  expect(verify(null, Buffer.from('text'), fromRaw, signature)).toBe(true)
  expect(Buffer.from(rawPublicKey(fromRaw))).toEqual(Buffer.from(publicKey))
})

test('what is encrypted for the recipient, the identity opens', async () => {
  const { ageIdentity, ageRecipient } = await createDeviceKeys(temporaryFolder(), unit, 1)
  const encrypter = new Encrypter()
  encrypter.addRecipient(ageRecipient)
  const decrypter = new Decrypter()
  decrypter.addIdentity(ageIdentity)
  expect(await decrypter.decrypt(await encrypter.encrypt('xin chào'), 'text')).toBe('xin chào')
})

test.skipIf(process.platform === 'win32')(
  'only the user can read the keys, also after careless copying',
  async () => {
    const folder = temporaryFolder()
    const { device } = await createDeviceKeys(folder, unit, 1)
    const modes = () => [
      statSync(path.join(folder, device)).mode & 0o777,
      ...readdirSync(path.join(folder, device)).map(
        (name) => statSync(path.join(folder, device, name)).mode & 0o777,
      ),
    ]
    expect(modes()).toEqual([0o700, 0o600, 0o600, 0o600, 0o600, 0o600])
    chmodSync(path.join(folder, device), 0o755)
    chmodSync(path.join(folder, device, 'key.pem'), 0o644)
    await openDeviceKeys(folder, device)
    expect(modes()).toEqual([0o700, 0o600, 0o600, 0o600, 0o600, 0o600])
  },
)

test('what left is remembered for good, never lowered, and a fork of the own stream is loud', async () => {
  const folder = temporaryFolder()
  const { device } = await createDeviceKeys(folder, unit, 1)
  rememberHeads(folder, device, { heads: { a: head(5), b: head(1) }, receipt: 3 })
  rememberHeads(folder, device, { heads: { a: head(4), b: head(2) }, receipt: 2, trustList: 1 })
  const expected = { heads: { a: head(5), b: head(2) }, receipt: 3, trustList: 1 }
  expect((await openDeviceKeys(folder, device))?.remembered).toEqual(expected)
  expect(() => rememberHeads(folder, device, { heads: { a: head(5, 'other') } })).toThrow('forked')
  expect((await openDeviceKeys(folder, device))?.remembered).toEqual(expected)
  expect(readdirSync(path.join(folder, device)).sort()).toEqual([
    'age.txt',
    'device.json',
    'heads.json',
    'key.pem',
    'reserve',
  ])
})

test('a profile without the key says so; broken keys are no missing keys', async () => {
  const folder = temporaryFolder()
  const none = idOf('none') as DeviceId
  expect(await openDeviceKeys(folder, none)).toBeUndefined()
  expect(await openDeviceKeys(path.join(folder, 'no such folder'), none)).toBeUndefined()
  expect(listDevices(path.join(folder, 'no such folder'))).toEqual([])

  const { device } = await createDeviceKeys(folder, unit, 1)
  const damaged = expect.objectContaining({ code: 'folderDamaged' }) as Error
  const whole = path.join(temporaryFolder(), 'copy')
  cpSync(folder, whole, { recursive: true })
  const restore = () => cpSync(whole, folder, { recursive: true })
  for (const name of ['key.pem', 'age.txt', 'device.json', 'heads.json']) {
    rmSync(path.join(folder, device, name))
    await expect(openDeviceKeys(folder, device), name).rejects.toThrow(damaged)
    writeFileSync(path.join(folder, device, name), 'rubbish')
    await expect(openDeviceKeys(folder, device), name).rejects.toThrow(damaged)
    restore()
  }
  expect(await openDeviceKeys(folder, device)).toBeDefined()

  const moved = await createDeviceKeys(folder, unit, 1)
  writeFileSync(
    path.join(folder, device, 'key.pem'),
    readFileSync(path.join(folder, moved.device, 'key.pem')),
  )
  await expect(openDeviceKeys(folder, device)).rejects.toThrow(damaged)
})

test('half-made keys are no device', async () => {
  const folder = temporaryFolder()
  const { device } = await createDeviceKeys(folder, unit, 1)
  cpSync(path.join(folder, device), path.join(folder, '.abc.unfinished'), { recursive: true })
  expect(listDevices(folder)).toEqual([device])
})

test('keys do not lie where the data lies', () => {
  expect(defaultKeyFolder()).toContain('cqtt')
  expect(defaultKeyFolder()).toMatch(/keys$/)
})

test.skipIf(!mayMount)('a read-only profile leaves nothing half-made', async () => {
  const volume = smallVolume(500_000)
  makeReadOnly(volume)
  await expect(createDeviceKeys(path.join(volume, 'keys'), unit, 1)).rejects.toThrow(
    expect.objectContaining({ code: 'folderReadOnly' }) as Error,
  )
})

test('files for the unit open with the keys of its former devices too, the newest first', async () => {
  const folder = temporaryFolder()
  const former = await createDeviceKeys(folder, unit, 1)
  const present = await createDeviceKeys(folder, unit, 2)
  const broken = await createDeviceKeys(folder, unit, 3)
  await createDeviceKeys(folder, 'vn2024.c.07246' as UnitId, 4)
  rmSync(path.join(folder, broken.device, 'age.txt'))
  expect(ageIdentitiesOf(folder, unit)).toEqual([present.ageIdentity, former.ageIdentity])
  expect(ageIdentitiesOf(path.join(folder, 'nowhere'), unit)).toEqual([])
})
