import type { DeviceId, UnitId } from '../../shared/domain/ids.ts'
import {
  deviceIdOfKey,
  isAtLeast,
  isGenuineRequest,
  type Certificate,
  type DeviceCertificate,
} from './certificates.ts'
import { isObjectSignedBy } from './signed-json.ts'
import type { TrustList } from './trust-lists.ts'

/** Why a certificate proves nothing here. */
export type ChainProblem =
  /** No certificate of the issuer is at hand. */
  | 'unknownIssuer'
  /** A signature is not by the key that should have made it, or the device id is not that of key and unit. */
  | 'badSignature'
  /** The device never asked for this certificate. */
  | 'badRequest'
  /** The unit, its level or the subtree lies outside what the issuer may issue for. */
  | 'outOfScope'
  /** The issuer may not issue at all. */
  | 'notIssuer'
  | 'loop'
  | 'tooDeep'
  /** The chain is sound and ends at a root that is not trusted here. */
  | 'foreignRoot'

export type ChainResult =
  | {
      readonly status: 'ok'
      /** The certificate first, the root last. */ readonly chain: readonly Certificate[]
    }
  | { readonly status: 'refused'; readonly problem: ChainProblem }

/** What a chain is judged by. */
export type ChainTrust = {
  /** Ids of the roots that people confirmed. */
  readonly roots: ReadonlySet<string>
  /** Every certificate of a device that is at hand: stored ones and those that came along. */
  readonly certificatesOf: (device: DeviceId) => readonly Certificate[]
  /** Whether the unit is the root of the subtree or below it. */
  readonly isWithin: (unit: UnitId, subtree: UnitId) => boolean
  /** The roots, and those that lists which came along prove: handed on to, or joined. */
  readonly rootsWith?:
    | ((
        roots: ReadonlySet<string>,
        lists: readonly TrustList[],
        arrived: readonly Certificate[],
      ) => ReadonlySet<string>)
    | undefined
}

const maximumDepth = 6
/** A stranger may send many certificates of one device; each costs a signature check. */
const maximumChecks = 200

/**
 * Judges a certificate by signatures alone: every link up to a trusted root, and every issuer within its own bounds. Revocation
 * and expiry are not asked here (JOURNAL 31, 33).
 */
export function verifyChain(certificate: Certificate, trust: ChainTrust): ChainResult {
  let checks = 0

  function verify(at: Certificate, below: readonly Certificate[]): ChainResult {
    checks += 1
    if (checks > maximumChecks || below.length >= maximumDepth) return refused('tooDeep')
    if (below.some((one) => one.device === at.device)) return refused('loop')
    if (deviceIdOfKey(at.key, at.unit) !== at.device) return refused('badSignature')
    if (at.kind === 'root') {
      if (!isObjectSignedBy('certificate', at, at.key) || at.mayIssueFor !== at.unit)
        return refused('badSignature')
      return trust.roots.has(at.device) ? { status: 'ok', chain: [...below, at] } : refused('foreignRoot')
    }
    if (!isAsked(at)) return refused('badRequest')
    return verifyIssuer(at, [...below, at])
  }

  function verifyIssuer(at: DeviceCertificate, below: readonly Certificate[]): ChainResult {
    const issuers = trust.certificatesOf(at.issuer).filter((one) => one.device === at.issuer)
    let result = refused('unknownIssuer')
    for (const issuer of issuers) {
      const bad = problemOfLink(at, issuer, trust.isWithin)
      const found = bad === undefined ? verify(issuer, below) : refused(bad)
      if (found.status === 'ok') return found
      result = found
    }
    return result
  }

  return verify(certificate, [])
}

function refused(problem: ChainProblem): ChainResult {
  return { status: 'refused', problem }
}

/** The embedded request is the device's own, and the certificate says what it asked for. */
function isAsked(certificate: DeviceCertificate): boolean {
  const { request, unit, level, key, age, replaces } = certificate
  return (
    isGenuineRequest(request) &&
    request.key === key &&
    request.unit === unit &&
    request.level === level &&
    request.age === age &&
    request.replaces.join() === replaces.join()
  )
}

function problemOfLink(
  certificate: DeviceCertificate,
  issuer: Certificate,
  isWithin: ChainTrust['isWithin'],
): ChainProblem | undefined {
  const bounds = issuer.mayIssueFor
  if (bounds === null) return 'notIssuer'
  if (!isAtLeast(issuer.level, certificate.level) || !isWithin(certificate.unit, bounds)) return 'outOfScope'
  if (certificate.mayIssueFor !== null && !isWithin(certificate.mayIssueFor, bounds)) return 'outOfScope'
  return isObjectSignedBy('certificate', certificate, issuer.key) ? undefined : 'badSignature'
}
