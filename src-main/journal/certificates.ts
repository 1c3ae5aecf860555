import { hash } from 'node:crypto'
import { z } from 'zod'
import { DeviceId, UnitId, type Sha256 } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
import { canonicalBytes, NotCanonical, parseCanonical } from './canonical.ts'
import { hashOfObject, isObjectSignedBy, Milliseconds, Signature, signObject } from './signed-json.ts'
import type { Signer } from './signing.ts'

/**
 * Who a device is (JOURNAL 31, 32). A device asks with a request signed by its own key; an issuer answers with a certificate; the
 * chain of certificates ends at the self-signed certificate of the domain's root.
 */

const publicKey = z.string().regex(/^[0-9a-f]{64}$/)
const ageRecipient = z.string().regex(/^age1[a-z0-9]{20,100}$/)
const level = z.enum(['province', 'district', 'commune'])

/** What a device says of itself; the same fields stand in its certificate. */
const self = {
  unit: UnitId,
  level,
  /** Raw Ed25519 key, hex. */
  key: publicKey,
  /** Recipient for encrypted bundles; null while the device has none. */
  age: ageRecipient.nullable(),
}
/** In characters. */
export const longestDeviceName = 100
const deviceName = z.string().min(1).max(longestDeviceName)
/** Devices that this one takes the place of; their receipts lapse (JOURNAL 27). Ascending. */
const replaces = z
  .array(DeviceId)
  .max(16)
  .refine((ids) => ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') < id))

export const EnrolmentRequest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('request'),
  ...self,
  /** Name of the device for people: "Máy văn phòng". */
  name: deviceName,
  replaces,
  time: Milliseconds,
  signature: Signature,
})
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>

export const DeviceCertificate = z.strictObject({
  v: z.literal(1),
  kind: z.literal('device'),
  device: DeviceId,
  ...self,
  /** Root of the subtree for whose units this device may issue certificates. */
  mayIssueFor: UnitId.nullable(),
  /** Grows with each certificate of the issuer. */
  serial: z.int().min(1),
  notBefore: Milliseconds,
  /** After this the holder no longer seals; receivers never judge it. */
  notAfter: Milliseconds,
  replaces,
  issuer: DeviceId,
  request: EnrolmentRequest,
  signature: Signature,
})
export type DeviceCertificate = z.infer<typeof DeviceCertificate>

/** The device with which a domain begins: nobody stands above it, people compare its fingerprint. */
export const RootCertificate = z.strictObject({
  v: z.literal(1),
  kind: z.literal('root'),
  device: DeviceId,
  ...self,
  mayIssueFor: UnitId,
  name: deviceName,
  notBefore: Milliseconds,
  signature: Signature,
})
export type RootCertificate = z.infer<typeof RootCertificate>

export const Certificate = z.discriminatedUnion('kind', [DeviceCertificate, RootCertificate])
export type Certificate = z.infer<typeof Certificate>

export const maximumCertificateBytes = 64 * 1024

/** Device id: SHA-256 of the raw key followed by the unit id in UTF-8 (JOURNAL 31). `key` in hex. */
export function deviceIdOfKey(key: string, unit: UnitId): DeviceId {
  return hash('sha256', Buffer.concat([Buffer.from(key, 'hex'), Buffer.from(unit)]), 'hex') as DeviceId
}

/** What people compare by phone: eight groups of five digits made from the device id, which fixes key and unit. */
export function fingerprint(device: DeviceId): string {
  const digest = hash(
    'sha256',
    Buffer.concat([Buffer.from('cqtt/v1/fingerprint\0'), Buffer.from(device, 'hex')]),
    'buffer',
  )
  const groups = Array.from({ length: 8 }, (_, i) => digest.readUInt32BE(i * 4) % 100_000)
  return groups.map((group) => String(group).padStart(5, '0')).join(' ')
}

/** Asks for a certificate: to be carried to the issuer. */
export function makeRequest(
  signer: Signer,
  about: Pick<EnrolmentRequest, 'unit' | 'level' | 'age' | 'name' | 'replaces' | 'time'>,
): EnrolmentRequest {
  const { unit, level, age, name, replaces, time } = about
  const key = Buffer.from(signer.publicKey).toString('hex')
  const ordered = [...replaces].sort()
  const body = { v: 1, kind: 'request', unit, level, key, age, name, replaces: ordered, time } as const
  return EnrolmentRequest.parse(signObject('request', body, signer))
}

/** Whether the request is signed by the key that it names. */
export function isGenuineRequest(request: EnrolmentRequest): boolean {
  return isObjectSignedBy('request', request, request.key)
}

/** The certificate with which a domain begins. */
export function makeRootCertificate(
  signer: Signer,
  about: Pick<RootCertificate, 'unit' | 'level' | 'age' | 'name' | 'notBefore'>,
): RootCertificate {
  const { unit, level, age, name, notBefore } = about
  const key = Buffer.from(signer.publicKey).toString('hex')
  const device = deviceIdOfKey(key, unit)
  const body = {
    v: 1,
    kind: 'root',
    device,
    unit,
    level,
    key,
    age,
    mayIssueFor: unit,
    name,
    notBefore,
  } as const
  return RootCertificate.parse(signObject('certificate', body, signer))
}

/** Answers a request. Whether the issuer may do so is judged by `verifyChain`, here as everywhere. */
export function issueCertificate(
  issuer: Signer,
  request: EnrolmentRequest,
  terms: Pick<DeviceCertificate, 'mayIssueFor' | 'serial' | 'notBefore' | 'notAfter'>,
): DeviceCertificate {
  const { unit, level, key, age, replaces } = request
  const { mayIssueFor, serial, notBefore, notAfter } = terms
  const body = {
    v: 1,
    kind: 'device',
    device: deviceIdOfKey(key, unit),
    ...{ unit, level, key, age, replaces },
    ...{ mayIssueFor, serial, notBefore, notAfter },
    issuer: issuer.device,
    request,
  } as const
  return DeviceCertificate.parse(signObject('certificate', body, issuer))
}

/** SHA-256 of the certificate's bytes: its name in manifests and tables. */
export function certificateHash(certificate: Certificate): Sha256 {
  return hashOfObject(certificate)
}

/** The bytes to store and to send. */
export function encodeCertificate(certificate: Certificate): Buffer {
  return canonicalBytes(certificate)
}

/** The certificate that these bytes are, undefined when they are none. Says nothing about its signatures. */
export function decodeCertificate(bytes: Uint8Array): Certificate | undefined {
  try {
    return Certificate.safeParse(parseCanonical(bytes, maximumCertificateBytes)).data
  } catch (error) {
    if (error instanceof NotCanonical) return undefined
    throw error
  }
}

/** The name of the device for people. */
export function nameOfDevice(certificate: Certificate): string {
  return certificate.kind === 'root' ? certificate.name : certificate.request.name
}

const rank: Readonly<Record<Level, number>> = { commune: 0, district: 1, province: 2 }

/** Whether `level` stands above `other` or beside it. */
export function isAtLeast(level: Level, other: Level): boolean {
  return rank[level] >= rank[other]
}
