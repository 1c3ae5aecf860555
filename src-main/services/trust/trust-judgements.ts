import type { DeviceId, EntryId } from '../../../shared/domain/ids.ts'
import type { Point } from '../../../shared/domain/journal/facts.ts'
import type { OfficeCut } from '../../../shared/domain/journal/scope-projection.ts'
import { canonicalText } from '../../journal/canonical.ts'
import type { Certificate } from '../../journal/certificates.ts'
import { decodeStoredEntry, readStoredEntry } from '../../journal/entry.ts'
import { standingOfficeCuts } from '../../journal/office-cuts.ts'
import type { DeviceJudgement, UnitTree } from '../../journal/parts.ts'
import { streamKey } from '../../journal/streams.ts'
import type { ListedPoint } from '../../journal/trust-lists.ts'
import { standingOfDevice, type DeviceStanding, type TrustStanding } from '../../journal/trust-standing.ts'
import type { Database } from '../../storage/database.ts'
import { entriesOfScope, entryById } from '../../storage/entries.ts'
import { ownDevices } from '../../storage/own-devices.ts'
import { scopeByKey } from '../../storage/scopes.ts'

/**
 * What trust lists mean for each device. Besides what a list says about the device itself, a certificate that a revoked device issued
 * vouches for nobody unless the issuer wrote it down before the point up to which its catalogue counts: who steals an issuer's
 * machine must not be able to make new devices with it.
 */
export type Judgements = {
  readonly of: (device: string) => DeviceJudgement | null
  readonly isRevoked: (device: DeviceId) => boolean
  /** Up to where the unit of a revoked device lets its office stream count, by the entries that say so. */
  readonly officeCutsOf: (device: DeviceId) => ReadonlyMap<EntryId, OfficeCut>
  /** A text for each device that is judged in some way. */
  readonly all: () => ReadonlyMap<string, string>
  readonly forget: () => void
}

type JudgementParts = {
  readonly database: Database
  readonly units: UnitTree
  readonly standing: () => TrustStanding
  /** Every device of which a certificate is stored. */
  readonly devices: () => Iterable<DeviceId>
  /** Certificates of a device whose chains hold. */
  readonly valid: (device: DeviceId) => readonly Certificate[]
  readonly certificatesOf: (device: DeviceId) => readonly Certificate[]
}

export function createJudgements({
  database,
  units,
  standing,
  devices,
  valid,
  certificatesOf,
}: JudgementParts): Judgements {
  const known = new Map<string, DeviceJudgement | null>()
  const listed = new Map<string, DeviceStanding>()
  const vouched = new Map<string, boolean>()
  const written = new Map<string, ReadonlySet<string>>()
  const officeCuts = new Map<string, ReadonlyMap<EntryId, OfficeCut>>()
  let former: ReadonlySet<string> | null = null

  function forget(): void {
    for (const map of [known, listed, vouched, written, officeCuts]) map.clear()
    former = null
  }

  function listedOf(device: string): DeviceStanding {
    let found = listed.get(device)
    if (found === undefined) {
      const unit = certificatesOf(device as DeviceId)[0]?.unit
      found = standingOfDevice(standing(), device, (root) => unit !== undefined && units.isWithin(unit, root))
      listed.set(device, found)
    }
    return found
  }

  function anyRevoked(): boolean {
    return standing().domains.some(({ effective }) =>
      effective.some(({ list }) => list.revocations.length > 0),
    )
  }

  /** Whether some chain of the device uses no certificate that a revoked device issued too late. */
  function isVouchedFor(device: DeviceId, below: readonly DeviceId[] = []): boolean {
    const before = vouched.get(device)
    if (before !== undefined) return before
    if (below.includes(device)) return false
    const found = valid(device).some((certificate) => {
      if (certificate.kind === 'root') return true
      const { issuer } = certificate
      const isSound =
        listedOf(issuer).revokedBy.length === 0 || writtenBy(issuer).has(canonicalText(certificate))
      return isSound && isVouchedFor(issuer, [...below, device])
    })
    if (below.length === 0) vouched.set(device, found)
    return found
  }

  /** The certificates that a revoked device wrote into its catalogue as far as that counts, as canonical text. */
  function writtenBy(issuer: DeviceId): ReadonlySet<string> {
    let found = written.get(issuer)
    if (found === undefined) {
      const unit = certificatesOf(issuer)[0]?.unit
      const stream = unit === undefined ? '' : streamKey(issuer, unit, 'catalogue')
      const sets = listedOf(issuer).revokedBy.map((until) => writtenUpTo(pointIn(until, stream)))
      const [first = new Set<string>(), ...others] = sets
      found = new Set([...first].filter((text) => others.every((other) => other.has(text))))
      written.set(issuer, found)
    }
    return found
  }

  /** Walks the chain backwards from the point. */
  function writtenUpTo(point: Point | null): Set<string> {
    const texts = new Set<string>()
    for (let id: string | null = point?.id ?? null; id !== null;) {
      const row = entryById(database, id)
      if (row === undefined) break
      for (const { entity, field, value } of decodeStoredEntry(row.bytes, row.id).changes)
        if (entity === 'certificate' && field === 'issued' && typeof value === 'string') texts.add(value)
      id = row.prev
    }
    return texts
  }

  function isFormer(device: string): boolean {
    former ??= new Set(ownDevices(database).flatMap((each) => (each.current ? [] : [each.device])))
    return former.has(device)
  }

  function of(device: string): DeviceJudgement | null {
    let judgement = known.get(device)
    if (judgement === undefined) {
      judgement = judge(device as DeviceId)
      known.set(device, judgement)
    }
    return judgement
  }

  function judge(device: DeviceId): DeviceJudgement | null {
    const { revokedBy, branches } = listedOf(device)
    const unvouched = isUnvouched(device)
    const sealedOnly = isFormer(device)
    if (revokedBy.length === 0 && branches.length === 0 && !unvouched && !sealedOnly) return null
    return {
      // the office of a unit is cut by that unit alone
      cuts: (stream) => {
        if (stream.endsWith('/office'))
          return [...officeCutsOf(device).values()].map((cut) => cut && { seq: cut.seq, id: cut.id })
        return unvouched ? [null] : revokedBy.map((until) => pointIn(until, stream))
      },
      branches: (stream) =>
        branches.filter((point) => point.stream === stream).map(({ seq, id }) => ({ seq, id })),
      sealedOnly,
    }
  }

  /** What the unit of a revoked device says about its office stream; a revoked device has no say in that. */
  function officeCutsOf(device: DeviceId): ReadonlyMap<EntryId, OfficeCut> {
    let found = officeCuts.get(device)
    if (found === undefined) {
      const unit = certificatesOf(device)[0]?.unit
      const scope =
        unit === undefined || !isRevoked(device) ? undefined : scopeByKey(database, `office ${unit}`)
      const entries = scope === undefined ? [] : entriesOfScope(database, scope)
      found = standingOfficeCuts(
        entries
          .map(({ text, id }) => readStoredEntry(text, id))
          .filter(({ stream }) => !isRevoked(stream.slice(0, 64) as DeviceId))
          .sort((a, b) => (a.stream === b.stream ? a.seq - b.seq : a.stream < b.stream ? -1 : 1)),
        device,
      )
      officeCuts.set(device, found)
    }
    return found
  }

  function isRevoked(device: DeviceId): boolean {
    return listedOf(device).revokedBy.length > 0 || isUnvouched(device)
  }

  /** A device without any certificate is judged elsewhere: nobody knows it. */
  function isUnvouched(device: DeviceId): boolean {
    return anyRevoked() && valid(device).length > 0 && !isVouchedFor(device)
  }

  function all(): ReadonlyMap<string, string> {
    const texts = new Map<string, string>()
    const judged = new Set<string>(ownDevices(database).map(({ device }) => device))
    for (const { effective } of standing().domains) {
      for (const { list } of effective) {
        for (const { device } of list.revocations) judged.add(device)
        for (const { stream } of list.branches) judged.add(stream.slice(0, 64))
      }
    }
    if (anyRevoked()) for (const device of issuedByAny(judged)) judged.add(device)
    for (const device of judged) {
      const judgement = of(device)
      if (judgement === null) continue
      const { revokedBy, branches } = listedOf(device)
      texts.set(
        device,
        JSON.stringify([
          ...[revokedBy, branches, isUnvouched(device as DeviceId), judgement.sealedOnly],
          [...officeCutsOf(device as DeviceId)],
        ]),
      )
    }
    return texts
  }

  /** Devices whose chains pass through one of these. */
  function issuedByAny(issuers: ReadonlySet<string>): ReadonlySet<DeviceId> {
    const found = new Set<DeviceId>()
    for (const device of devices()) {
      const chainHasIssuer = (id: DeviceId, depth: number): boolean =>
        depth < 6 &&
        certificatesOf(id).some(
          (each) =>
            each.kind === 'device' && (issuers.has(each.issuer) || chainHasIssuer(each.issuer, depth + 1)),
        )
      if (chainHasIssuer(device, 0)) found.add(device)
    }
    return found
  }

  return {
    of,
    isRevoked,
    officeCutsOf,
    all,
    forget,
  }
}

function pointIn(points: readonly ListedPoint[], stream: string): Point | null {
  const point = points.find((each) => each.stream === stream)
  return point === undefined ? null : { seq: point.seq, id: point.id }
}
