import { beforeEach, expect, test } from 'vitest'
import {
  appliedBundle,
  appliedBundles,
  insertAppliedBundle,
  manifestOfBundle,
} from '../../../src-main/storage/bundles-applied.ts'
import {
  allCertificates,
  certificateByHash,
  certificatesOfDevice,
  insertCertificate,
} from '../../../src-main/storage/certificates.ts'
import {
  credentialOf,
  deleteCredential,
  officersWithPassword,
  putCredential,
  putFailures,
} from '../../../src-main/storage/credentials.ts'
import type { Database } from '../../../src-main/storage/database.ts'
import { confirmOutboxItem, insertOutboxItem, outboxItems } from '../../../src-main/storage/outbox.ts'
import { currentDevice, makeCurrentDevice, ownDevices } from '../../../src-main/storage/own-devices.ts'
import { deleteSeal, insertSeal, sealsOfStream } from '../../../src-main/storage/seals.ts'
import { deleteSetting, putSettingJson, settingJson } from '../../../src-main/storage/settings.ts'
import { ensureStream } from '../../../src-main/storage/streams.ts'
import { transaction } from '../../../src-main/storage/transaction.ts'
import { putTrustRoot, trustRoot, trustRoots } from '../../../src-main/storage/trust-roots.ts'
import {
  putVaultFile,
  putVaultFileState,
  troubledVaultFiles,
  vaultFile,
  vaultFiles,
} from '../../../src-main/storage/vault-files.ts'
import { emptyDatabase, idOf } from '../../support/storage.ts'

let database: Database
beforeEach(() => {
  database = emptyDatabase()
})

test('seals: one a head, branches beside each other', () => {
  const stream = ensureStream(database, 'd/u/sheet')
  const seal = { stream, seq: 2, entry: idOf('e2'), bytes: Buffer.from('seal') }
  expect(insertSeal(database, seal)).toBe(true)
  expect(insertSeal(database, { ...seal, bytes: Buffer.from('other') })).toBe(false)
  const branch = { ...seal, entry: idOf('e2b') }
  insertSeal(database, branch)
  insertSeal(database, { ...seal, seq: 1, entry: idOf('e1') })
  expect(sealsOfStream(database, stream).map(({ seq }) => seq)).toEqual([1, 2, 2])
  deleteSeal(database, stream, idOf('e1'))
  expect(sealsOfStream(database, stream)).toEqual([seal, branch].sort((a, b) => (a.entry < b.entry ? -1 : 1)))
})

test('certificates: every one that ever came, also one serial issued twice', () => {
  const certificate = { hash: idOf('c1'), device: 'd', serial: 1, bytes: Buffer.from('c1') }
  expect(insertCertificate(database, certificate)).toBe(true)
  expect(insertCertificate(database, certificate)).toBe(false)
  insertCertificate(database, { ...certificate, hash: idOf('c1 again') })
  insertCertificate(database, { ...certificate, hash: idOf('c2'), serial: 2 })
  expect(certificatesOfDevice(database, 'd').map(({ serial }) => serial)).toEqual([2, 1, 1])
  expect(certificateByHash(database, certificate.hash)).toEqual(certificate)
  expect(certificateByHash(database, idOf('none'))).toBeUndefined()
  expect(allCertificates(database)).toHaveLength(3)
})

test('applied bundles keep their signed manifest and the first record', () => {
  const bundle = { hash: idOf('m'), time: 5, fileName: 'a.cqtt', summary: '{"new":12}' }
  const signed = { manifest: Buffer.from('manifest'), signature: Buffer.from('signature') }
  expect(insertAppliedBundle(database, bundle, signed)).toBe(true)
  expect(insertAppliedBundle(database, { ...bundle, time: 9 }, signed)).toBe(false)
  insertAppliedBundle(database, { ...bundle, hash: idOf('n'), time: 7 }, signed)
  expect(appliedBundles(database).map(({ time }) => time)).toEqual([7, 5])
  expect(appliedBundle(database, bundle.hash)).toEqual(bundle)
  expect(manifestOfBundle(database, bundle.hash)).toEqual(signed)
})

test('the outbox: a receipt may come and be taken back', () => {
  const item = {
    bundle: idOf('m'),
    time: 1,
    fileName: 'a',
    addressee: 'u',
    size: 3,
    entries: 3,
    files: 1,
    streams: '{}',
    confirmed: null,
    selection: '{}',
  }
  const num = insertOutboxItem(database, item)
  expect(outboxItems(database)).toEqual([{ num, ...item, answer: null }])
  confirmOutboxItem(database, num, 8)
  expect(outboxItems(database)[0]?.confirmed).toBe(8)
  confirmOutboxItem(database, num, null)
  expect(outboxItems(database)[0]?.confirmed).toBeNull()
})

test('credentials: set, counted, renewed, removed', () => {
  const credential = {
    officer: 'an',
    salt: Buffer.from('salt'),
    hash: Buffer.from('hash'),
    n: 32_768,
    r: 8,
    p: 1,
    failures: 0,
    blockedUntil: 0,
  }
  putCredential(database, credential)
  putFailures(database, 'an', 3, 99)
  expect(credentialOf(database, 'an')).toEqual({ ...credential, failures: 3, blockedUntil: 99 })
  putCredential(database, { ...credential, hash: Buffer.from('new') })
  expect(credentialOf(database, 'an')).toEqual({ ...credential, hash: Buffer.from('new') })
  expect(officersWithPassword(database)).toEqual(['an'])
  deleteCredential(database, 'an')
  expect(credentialOf(database, 'an')).toBeUndefined()
})

test('settings: JSON by name', () => {
  putSettingJson(database, 'language', '"vi"')
  putSettingJson(database, 'language', '"en"')
  expect(settingJson(database, 'language')).toBe('"en"')
  deleteSetting(database, 'language')
  expect(settingJson(database, 'language')).toBeUndefined()
})

test('vault files: what was last known, longest unchecked first', () => {
  const file = {
    sha256: idOf('f1'),
    size: 10,
    type: 'application/pdf',
    firstSeen: 1,
    checked: 5,
    state: 'present',
  } as const
  putVaultFile(database, file)
  putVaultFile(database, { ...file, sha256: idOf('f2'), checked: 2 })
  putVaultFile(database, { ...file, firstSeen: 99, checked: 6 })
  expect(vaultFile(database, file.sha256)).toEqual({ ...file, checked: 6 })
  expect(vaultFiles(database).map(({ checked }) => checked)).toEqual([2, 6])
  expect(troubledVaultFiles(database)).toEqual([])
  putVaultFileState(database, idOf('f2'), 'damaged', 7)
  expect(troubledVaultFiles(database).map(({ sha256 }) => sha256)).toEqual([idOf('f2')])
})

test('a root stays confirmed and keeps its bytes', () => {
  const root = { id: 'r', confirmed: null, bytes: Buffer.from('root') }
  putTrustRoot(database, root)
  putTrustRoot(database, { ...root, confirmed: 4 })
  putTrustRoot(database, { id: 'r', confirmed: null, bytes: Buffer.from('forged') })
  expect(trustRoot(database, 'r')).toEqual({ ...root, confirmed: 4 })
  expect(trustRoots(database)).toHaveLength(1)
})

test('one device is current, former ones stay known', () => {
  expect(currentDevice(database)).toBeUndefined()
  transaction(database, () => makeCurrentDevice(database, { device: 'a', unit: 'u', created: 1 }))
  transaction(database, () => makeCurrentDevice(database, { device: 'b', unit: 'u', created: 2 }))
  expect(currentDevice(database)?.device).toBe('b')
  expect(ownDevices(database).map(({ device, current }) => [device, current])).toEqual([
    ['a', false],
    ['b', true],
  ])
  transaction(database, () => makeCurrentDevice(database, { device: 'a', unit: 'u', created: 3 }))
  expect(currentDevice(database)).toEqual({ device: 'a', unit: 'u', created: 1, current: true })
})
