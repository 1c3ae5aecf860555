import type { CriteriaVersion } from '../../shared/domain/criteria.ts'
import {
  ownerOf,
  partsOfAssessment,
  type AssessmentId,
  type CriteriaVersionId,
  type CycleId,
  type UnitId,
} from '../../shared/domain/ids.ts'
import { fieldKey } from '../../shared/domain/journal/changes.ts'
import { isLaterJudgement } from '../../shared/domain/journal/decision-cuts.ts'
import type {
  CycleFacts,
  Level,
  SeenCatalogue,
  SheetContext,
  SheetEntry,
} from '../../shared/domain/journal/facts.ts'
import { projectPlainScope, type PlainProjection } from '../../shared/domain/journal/scope-projection.ts'
import { changeOf } from '../../shared/domain/journal/sheet-projection.ts'
import type { UnitTree } from './parts.ts'
import type { PlainScope, Projector } from './projector.ts'

/** A cycle as the catalogue has it. */
export type Cycle = CycleFacts & {
  readonly dates: {
    readonly selfScoreDue: string | null
    readonly appraisalDue: string | null
    readonly verificationDue: string | null
  }
  readonly target: number | null
  readonly closed: boolean
}

export type PublishedVersion = { readonly version: CriteriaVersion; readonly published: number }

/** Criteria versions and cycles, read from the catalogues of the units that publish them. */
export type Catalogue = {
  readonly cycle: (id: CycleId) => Cycle | null
  readonly version: (id: CriteriaVersionId) => PublishedVersion | null
  /** Ids in the catalogue of a publisher, unsorted. */
  readonly cyclesOf: (publisher: UnitId) => readonly CycleId[]
  readonly versionsOf: (publisher: UnitId) => readonly CriteriaVersionId[]
  /** The context of a sheet, now or as a decider saw the catalogue; `version`: an older version that a decision held to. */
  readonly contextOf: (
    assessment: AssessmentId,
    seen: SeenCatalogue | null,
    version?: CriteriaVersionId,
  ) => SheetContext | null
  readonly forget: () => void
}

/** `projector` is asked only when something is read, so that the two can know each other. */
export function createCatalogue(projector: () => Projector, units: UnitTree): Catalogue {
  const cycles = new Map<string, Cycle | null>()
  const versions = new Map<string, PublishedVersion | null>()
  const past = new Map<string, Cycle | null>()

  function catalogueOf(publisher: UnitId): PlainProjection {
    return (projector().read(`catalogue ${publisher}`) as PlainScope).projection
  }

  function cycle(id: CycleId): Cycle | null {
    let known = cycles.get(id)
    if (known === undefined) {
      known = readCycle(catalogueOf(ownerOf(id)), id, version)
      cycles.set(id, known)
    }
    return known
  }

  function version(id: CriteriaVersionId): PublishedVersion | null {
    let known = versions.get(id)
    if (known === undefined) {
      known = readVersion(catalogueOf(ownerOf(id)), id)
      versions.set(id, known)
    }
    return known
  }

  function contextOf(
    assessment: AssessmentId,
    seen: SeenCatalogue | null,
    held?: CriteriaVersionId,
  ): SheetContext | null {
    if (seen === null) return contextFrom(assessment, cycle)
    const points = `${held ?? ''} ${JSON.stringify([seen.catalogue, seen.except])}`
    return contextFrom(assessment, (id) => {
      const key = `${id} ${points}`
      let known = past.get(key)
      if (known === undefined) {
        known = cycleAt(id, seen, held)
        past.set(key, known)
      }
      return known
    })
  }

  function contextFrom(assessment: AssessmentId, read: (id: CycleId) => Cycle | null): SheetContext | null {
    const { cycle: id, unit } = partsOfAssessment(assessment)
    const facts = read(id)
    return facts === null
      ? null
      : { assessment, commune: unit, above: units.above(unit), former: units.former(unit), cycle: facts }
  }

  /** The cycle and its version as their publishers' catalogues stood then: a second version under one id changes nothing. */
  function cycleAt(id: CycleId, seen: SeenCatalogue, held: CriteriaVersionId | undefined): Cycle | null {
    const catalogues = new Map<UnitId, PlainProjection>()
    const read = (publisher: UnitId): PlainProjection => {
      const known = catalogues.get(publisher) ?? catalogueAt(publisher, seen)
      catalogues.set(publisher, known)
      return known
    }
    const versionAt = (version: CriteriaVersionId): PublishedVersion | null =>
      readVersion(read(ownerOf(version)), version)
    const found = readCycle(read(ownerOf(id)), id, versionAt)
    return found === null || held === undefined ? found : heldTo(found, held, versionAt)
  }

  function catalogueAt(publisher: UnitId, { catalogue, except }: SeenCatalogue): PlainProjection {
    const { liesBefore } = projector().facts
    const excepted = new Set(except)
    const entries = projector()
      .entriesOf(`catalogue ${publisher}`)
      .filter((entry) => {
        const point = catalogue[entry.stream]
        return point !== undefined && liesBefore(entry, point)
      })
      .map((entry) =>
        excepted.has(entry.id) ? { ...entry, counted: 'setAside' as const } : asCounted(entry),
      )
    const context = {
      kind: 'catalogue',
      unit: publisher,
      above: new Set<UnitId>(),
      mayDescribe: (unit: string) => units.isWithin(unit, publisher),
    } as const
    return projectPlainScope(entries, context, { liesBefore })
  }

  function idsOf<Id extends string>(publisher: UnitId, entity: string): readonly Id[] {
    const ids = new Set<string>()
    for (const field of catalogueOf(publisher).fields.values()) if (field.entity === entity) ids.add(field.id)
    return [...ids] as Id[]
  }

  return {
    cycle,
    version,
    cyclesOf: (publisher) => idsOf<CycleId>(publisher, 'cycle'),
    versionsOf: (publisher) => idsOf<CriteriaVersionId>(publisher, 'criteriaVersion'),
    contextOf,
    forget: () => {
      cycles.clear()
      versions.clear()
      past.clear()
    },
  }
}

/** What a decision saw counts for it, whatever was judged later. */
function asCounted(entry: SheetEntry): SheetEntry {
  return isLaterJudgement(entry.counted) ? { ...entry, counted: true } : entry
}

/**
 * The cycle under the version that a decision held to, if the cycle's own version descends from it: a sheet that was accepted
 * before the cycle moved is verified as it was accepted.
 */
function heldTo(
  cycle: Cycle,
  held: CriteriaVersionId,
  version: (id: CriteriaVersionId) => PublishedVersion | null,
): Cycle {
  const seen = new Set<CriteriaVersionId>()
  for (let at: CriteriaVersionId | undefined = cycle.version; at !== undefined && !seen.has(at);) {
    const published = version(at)
    if (published === null) return cycle
    if (at === held) return { ...cycle, ...criteriaOf(published.version) }
    seen.add(at)
    at = published.version.history?.previous
  }
  return cycle
}

/** What a cycle takes from its criteria version. */
function criteriaOf({
  id,
  content,
  history,
}: CriteriaVersion): Pick<CycleFacts, 'version' | 'content' | 'methods'> {
  return { version: id, content, methods: history?.methods }
}

/** The standing value of a field of a plain scope. */
export function valueIn<Value>(
  projection: PlainProjection,
  entity: string,
  id: string,
  field: string,
): Value | undefined {
  const key = fieldKey(entity, id, field)
  const shown = projection.standings.get(key)?.shown
  const changes = projection.fields.get(key)
  if (changes === undefined || shown === undefined || shown === null) return undefined
  return changeOf(changes, shown)?.change.value as Value
}

function readVersion(projection: PlainProjection, id: CriteriaVersionId): PublishedVersion | null {
  const version = valueIn<CriteriaVersion>(projection, 'criteriaVersion', id, 'published')
  const key = fieldKey('criteriaVersion', id, 'published')
  const standing = projection.standings.get(key)
  const changes = projection.fields.get(key)
  // two versions under one id could only be forged: neither is taken
  if (version === undefined || changes === undefined || standing?.shown == null || standing.differing)
    return null
  return { version, published: changeOf(changes, standing.shown)?.entry.time ?? 0 }
}

function readCycle(
  projection: PlainProjection,
  id: CycleId,
  version: (id: CriteriaVersionId) => PublishedVersion | null,
): Cycle | null {
  const read = <Value>(field: string): Value | undefined => valueIn<Value>(projection, 'cycle', id, field)
  const versionId = read<CriteriaVersionId>('version')
  const name = read<string>('name')
  const year = read<number>('year')
  const units = read<readonly UnitId[]>('units')
  const levels = read<{ appraise: Level | null; verify: Level | null; recognise: Level }>('levels')
  const period = read<{ from: string; until: string }>('period')
  if (versionId === undefined || name === undefined || year === undefined) return null
  if (units === undefined || levels === undefined || period === undefined) return null
  const published = version(versionId)
  if (published === null) return null
  return {
    id,
    publisher: ownerOf(id),
    name,
    year,
    units: new Set(units),
    levels,
    period,
    ...criteriaOf(published.version),
    dates: read<Cycle['dates']>('dates') ?? { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    target: read<number | null>('target') ?? null,
    closed: read<boolean>('closed') ?? false,
  }
}
