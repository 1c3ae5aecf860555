import type { UnitId } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
import type { Change, Entry } from './entry.ts'
import { parseStreamKey, type Channel, type Stream } from './streams.ts'

/**
 * What an entity's id says about where it belongs (JOURNAL 5): which channel carries it and to which scope (what is projected
 * together) a change of it counts. An id that belongs elsewhere is an overstep: certificate and bytes alone show it.
 *
 * Scopes, as text: `sheet <assessment id>`, `documents <commune>`, `catalogue <publisher>`, `office <unit>`.
 */
export type ScopeKey = `${'sheet' | 'documents' | 'catalogue' | 'office'} ${string}`

/** The shape of an entity's id, and the unit in it that must be the audience of the stream. */
type IdKind =
  | 'assessment' // <cycle>/<unit>
  | 'assessmentPart' // <cycle>/<unit>/<criterion or gate>
  | 'evidence' // <cycle>/<unit>/<criterion>/<document>
  | 'document' // <unit>:<random>, in the scope of the commune's documents
  | 'owned' // <unit>:<random>
  | 'device' // hex SHA-256
  | 'name' // chosen by the publisher, or a unit: says nothing about its audience

/** Every entity that an entry may speak about, by the channel that carries it. */
export const entities = {
  catalogue: {
    unit: 'name',
    department: 'name',
    criteriaSet: 'owned',
    criteriaVersion: 'owned',
    cycle: 'owned',
    certificate: 'device',
  },
  sheet: {
    participant: 'assessment',
    assessment: 'assessment',
    selfScore: 'assessmentPart',
    appraisal: 'assessmentPart',
    verification: 'assessmentPart',
    explanation: 'assessmentPart',
    gateAnswer: 'assessmentPart',
    evidence: 'evidence',
    document: 'document',
  },
  office: { officer: 'owned', criteriaDraft: 'owned', seen: 'name', setAside: 'name', officeCut: 'device' },
} as const satisfies Record<Channel, Record<string, IdKind>>

const owned = /^([a-z0-9.-]+):[a-z0-9-]{1,32}$/
const part = /^[a-z0-9][a-z0-9.-]{0,31}$/
const device = /^[0-9a-f]{64}$/

/** Why an entry goes beyond what its device may write. */
export type Overstep =
  /** The certificate is that of another device. */
  | 'otherDevice'
  /** An audience that is not this device's to write for. */
  | 'foreignAudience'
  /** An entity that this channel does not carry. */
  | 'foreignEntity'
  /** An id that belongs to another audience, or to none. */
  | 'foreignId'
  /** Issues certificates without being an issuer. */
  | 'notIssuer'
  /** A commune that appraises, verifies or recognises. */
  | 'aboveLevel'

/** What a certificate says that matters here. */
export type Holder = {
  readonly device: string
  readonly unit: UnitId
  readonly level: Level
  readonly mayIssueFor: UnitId | null
}

/** The scope that a change counts to; undefined when its id belongs elsewhere (an overstep). */
export function scopeOf(change: Pick<Change, 'entity' | 'id'>, stream: Stream): ScopeKey | undefined {
  const kind = idKindOf(change.entity, stream.channel)
  if (kind === undefined) return undefined
  const { id } = change
  switch (kind) {
    case 'assessment':
    case 'assessmentPart':
    case 'evidence':
      return scopeOfSheetId(id, kind, stream.audience)
    case 'document':
      return owned.exec(id)?.[1] === stream.audience ? `documents ${stream.audience}` : undefined
    case 'owned':
      return owned.exec(id)?.[1] === stream.audience ? `${ownScope(stream)} ${stream.audience}` : undefined
    case 'device':
      return device.test(id) ? `${ownScope(stream)} ${stream.audience}` : undefined
    case 'name':
      return `${ownScope(stream)} ${stream.audience}`
  }
}

/** The scopes that an entry speaks about, each once; oversteps belong to none. */
export function scopesOf(
  entry: Pick<Entry, 'stream' | 'changes'>,
  stream = parseStreamKey(entry.stream),
): ScopeKey[] {
  if (stream === undefined) return []
  const first = entry.changes[0]
  if (first !== undefined && entry.changes.length === 1) {
    const scope = scopeOf(first, stream)
    return scope === undefined ? [] : [scope]
  }
  return [...new Set(entry.changes.flatMap((change) => scopeOf(change, stream) ?? []))]
}

/**
 * How the entry goes beyond what the holder of this certificate may write, as far as certificate and bytes alone show it
 * (JOURNAL 24); undefined when it does not. What depends on cycles, units above or values is judged in the projection.
 */
export function overstepOf(entry: Pick<Entry, 'stream' | 'changes'>, holder: Holder): Overstep | undefined {
  const stream = parseStreamKey(entry.stream)
  if (stream?.device !== holder.device) return 'otherDevice'
  // Above the commune, whose sheets a unit may write is said by cycles and by the tree of units.
  const onlyOwn = stream.channel !== 'sheet' || holder.level === 'commune'
  if (onlyOwn && stream.audience !== holder.unit) return 'foreignAudience'
  for (const change of entry.changes) {
    const problem = overstepOfChange(change, stream, holder)
    if (problem !== undefined) return problem
  }
  return undefined
}

const aboveCommune: ReadonlySet<string> = new Set(['appraisal', 'verification'])
const decisionsAboveCommune: ReadonlySet<string> = new Set([
  'appraisalDecision',
  'verificationDecision',
  'recognition',
])

function overstepOfChange(change: Change, stream: Stream, holder: Holder): Overstep | undefined {
  if (idKindOf(change.entity, stream.channel) === undefined) return 'foreignEntity'
  if (scopeOf(change, stream) === undefined) return 'foreignId'
  if (change.entity === 'certificate' && holder.mayIssueFor === null) return 'notIssuer'
  if (holder.level !== 'commune') return undefined
  const decides = change.entity === 'assessment' && decisionsAboveCommune.has(change.field)
  return decides || aboveCommune.has(change.entity) ? 'aboveLevel' : undefined
}

function idKindOf(entity: string, channel: Channel): IdKind | undefined {
  const carried: Readonly<Record<string, IdKind>> = entities[channel]
  return Object.hasOwn(carried, entity) ? carried[entity] : undefined
}

function ownScope(stream: Stream): 'catalogue' | 'office' {
  return stream.channel === 'office' ? 'office' : 'catalogue'
}

function scopeOfSheetId(
  id: string,
  kind: 'assessment' | 'assessmentPart' | 'evidence',
  audience: UnitId,
): ScopeKey | undefined {
  const [cycle = '', unit, criterion, document, ...rest] = id.split('/')
  if (!owned.test(cycle) || unit !== audience || rest.length > 0) return undefined
  if ((criterion !== undefined) !== (kind !== 'assessment')) return undefined
  if (criterion !== undefined && !part.test(criterion)) return undefined
  if ((document !== undefined) !== (kind === 'evidence')) return undefined
  if (document !== undefined && owned.exec(document)?.[1] !== audience) return undefined
  return `sheet ${cycle}/${unit}`
}
