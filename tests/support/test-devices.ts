import { createHash, createPrivateKey } from 'node:crypto'
import type { UnitId } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
import type { ChainTrust } from '../../src-main/journal/certificate-chain.ts'
import {
  deviceIdOfKey,
  issueCertificate,
  makeRequest,
  makeRootCertificate,
  type Certificate,
  type DeviceCertificate,
  type EnrolmentRequest,
  type RootCertificate,
} from '../../src-main/journal/certificates.ts'
import type { Signer } from '../../src-main/journal/signing.ts'
import { rawPublicKey } from '../../src-main/platform/key-folder.ts'

/** Devices with keys made from their names: every run has the same ids, so that examples can be written down. */
export type TestDevice = Signer & { readonly unit: UnitId; readonly level: Level; readonly name: string }

export const testTime = Date.UTC(2024, 5, 1, 8, 0, 0)

export const province = 'vn2024.p.24' as UnitId
export const district = 'vn2024.d.215' as UnitId
export const otherDistrict = 'vn2024.d.216' as UnitId
export const commune = 'vn2024.c.07243' as UnitId
export const otherCommune = 'vn2024.c.07246' as UnitId
export const strangeCommune = 'vn2024.c.07300' as UnitId

const parents: Readonly<Record<string, string>> = {
  [district]: province,
  [otherDistrict]: province,
  [commune]: district,
  [otherCommune]: district,
  [strangeCommune]: otherDistrict,
}

export function isWithin(unit: UnitId, subtree: UnitId): boolean {
  for (let at: string | undefined = unit; at !== undefined; at = parents[at]) if (at === subtree) return true
  return false
}

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A device of a unit; the same name gives the same keys. */
export function testDevice(unit: UnitId, level: Level, name: string): TestDevice {
  const seed = createHash('sha256').update(`test device ${name}`).digest()
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Ed25519, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = rawPublicKey(privateKey)
  const device = deviceIdOfKey(Buffer.from(publicKey).toString('hex'), unit)
  return { privateKey, publicKey, device, unit, level, name }
}

export function aRequest(device: TestDevice, changes: Partial<EnrolmentRequest> = {}): EnrolmentRequest {
  const { unit, level, name } = device
  return makeRequest(device, { unit, level, age: null, name, replaces: [], time: testTime, ...changes })
}

export function aRoot(device: TestDevice): RootCertificate {
  const { unit, level, name } = device
  return makeRootCertificate(device, { unit, level, age: null, name, notBefore: testTime })
}

export function aCertificate(
  issuer: TestDevice,
  device: TestDevice,
  terms: Partial<Pick<DeviceCertificate, 'mayIssueFor' | 'serial'>> & { request?: EnrolmentRequest } = {},
): DeviceCertificate {
  const { request = aRequest(device), mayIssueFor = null, serial = 1 } = terms
  const year = 365 * 24 * 3600 * 1000
  return issueCertificate(issuer, request, {
    mayIssueFor,
    serial,
    notBefore: testTime,
    notAfter: testTime + year,
  })
}

/** A domain of three levels: the province's first device is its root. */
export function aDomain() {
  const provinceDevice = testDevice(province, 'province', 'province')
  const districtDevice = testDevice(district, 'district', 'district')
  const communeDevice = testDevice(commune, 'commune', 'commune')
  const root = aRoot(provinceDevice)
  const districtCertificate = aCertificate(provinceDevice, districtDevice, { mayIssueFor: district })
  const communeCertificate = aCertificate(districtDevice, communeDevice)
  const certificates: Certificate[] = [root, districtCertificate, communeCertificate]
  return {
    provinceDevice,
    districtDevice,
    communeDevice,
    root,
    districtCertificate,
    communeCertificate,
    certificates,
  }
}

export function aTrust(certificates: readonly Certificate[], roots: readonly Certificate[]): ChainTrust {
  return {
    roots: new Set(roots.map((root) => root.device)),
    certificatesOf: (device) => certificates.filter((one) => one.device === device),
    isWithin,
  }
}
