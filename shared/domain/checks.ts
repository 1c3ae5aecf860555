import type { AssessmentId, CriterionId, CycleId, DeviceId, DocumentId, UnitId } from './ids.ts'
import type { Hundredths } from './quantities.ts'

/**
 * What somebody should look at again ("điều cần xem lại"): judged from plain facts, without accusing anybody. A finding consists
 * of parts; who has seen all of them has seen the finding, and a new part opens it again.
 */

/** In the order in which they are listed: what may spoil the whole first. */
export const checkKinds = [
  'uncounted',
  'clock',
  'sameFile',
  'sameNumber',
  'afterAcceptance',
  'late',
  'aboveSelf',
  'outsidePeriod',
  'reused',
  'silent',
] as const
export type CheckKind = (typeof checkKinds)[number]

/** One thing that a finding names; what is not known or does not matter is left out. */
export type FindingPart = {
  /** Tells it from every other part of the same finding, for ever. */
  readonly id: string
  readonly unit: UnitId
  readonly assessment?: AssessmentId
  /** A criterion, or a paper of the dossier. */
  readonly target?: CriterionId
  readonly document?: DocumentId
  readonly device?: DeviceId
  /** Name of the entity or field that changed, or why a stream does not count. */
  readonly what?: string
  /** A paper's date. */
  readonly day?: string
  /** Points before and after, hundredths; null: none were given. */
  readonly from?: Hundredths | null
  readonly to?: Hundredths
  /** Milliseconds: of the change, or the last sign of a device. */
  readonly time?: number
  /** How far a clock is off, milliseconds. */
  readonly off?: number
  readonly count?: number
}

export type Finding = {
  readonly kind: CheckKind
  /** With the kind: which finding it is, for ever. */
  readonly about: string
  /** Communes (or other units) and cycles that it concerns; '' for no cycle. */
  readonly subjects: readonly { readonly unit: UnitId; readonly cycle: CycleId | '' }[]
  readonly parts: readonly FindingPart[]
  /** The newest of its parts, milliseconds since 1970; 0 when nothing tells. */
  readonly time: number
  /** `sameFile`, `sameNumber`: what they are shared by. */
  readonly shared?: readonly SharedBy[]
}

export type SharedBy = 'communes' | 'documents' | 'years'

/** A linked document with something that it may share with others: a file, or a number. */
export type KeyHolder = {
  readonly unit: UnitId
  readonly document: DocumentId
  /** The unit above that entered it for the commune; '' when the commune did itself. */
  readonly office: string
  /** Its files, as one text; '' for none. */
  readonly files: string
  readonly time: number
  readonly places: readonly (readonly [assessment: AssessmentId, target: CriterionId])[]
}

/**
 * What documents share with each other. A paper that one office gave to ten communes is ten documents and one file: that is how it
 * should be. Two documents of one commune, two years, or communes that each brought it themselves are worth a look.
 */
export function judgeShared(
  kind: 'sameFile' | 'sameNumber',
  about: string,
  holders: readonly KeyHolder[],
): Finding | null {
  const [first] = holders
  if (first === undefined) return null
  // the same number on the very same file says nothing that the file does not say already
  if (kind === 'sameNumber' && first.files !== '' && holders.every(({ files }) => files === first.files))
    return null
  const communes = new Set(holders.map(({ unit }) => unit))
  const enterers = new Set(holders.map(({ unit, office }) => (office === '' ? unit : office)))
  const acrossCommunes = communes.size > 1 && enterers.size > 1
  const within = [...communes].flatMap((unit) => {
    const own = holders.filter((holder) => holder.unit === unit)
    const cycles = new Set(own.flatMap(({ places }) => places.map(([assessment]) => cycleOf(assessment))))
    const shared: SharedBy[] = []
    if (own.length > 1) shared.push('documents')
    if (cycles.size > 1) shared.push('years')
    return shared.length === 0 ? [] : [{ own, shared }]
  })
  const shared = new Set<SharedBy>([
    ...(acrossCommunes ? (['communes'] as const) : []),
    ...within.flatMap((each) => each.shared),
  ])
  if (shared.size === 0) return null
  const concerned = acrossCommunes ? holders : within.flatMap(({ own }) => own)
  const parts = concerned.flatMap(({ unit, document, places }) =>
    places.map(([assessment, target]): FindingPart => ({
      id: `${document} ${assessment} ${target}`,
      unit,
      assessment,
      target,
      document,
    })),
  )
  return {
    kind,
    about,
    subjects: subjectsOf(parts),
    parts,
    time: Math.max(...concerned.map(({ time }) => time)),
    shared: [...shared],
  }
}

/** A document's links in one sheet. */
export type LinkedDocument = {
  readonly document: DocumentId
  readonly date: string | null
  readonly links: readonly { readonly target: CriterionId; readonly pages: string }[]
}

/** Papers dated outside the data period; a paper without a date is not outside. */
export function judgePeriod(
  assessment: AssessmentId,
  unit: UnitId,
  period: { readonly from: string; readonly until: string },
  documents: readonly LinkedDocument[],
): Finding | null {
  const parts = documents.flatMap(({ document, date, links }) => {
    if (date === null || (date >= period.from && date <= period.until)) return []
    const [link] = links
    if (link === undefined) return []
    return [{ id: `${document} ${date}`, unit, assessment, target: link.target, document, day: date }]
  })
  return findingOf('outsidePeriod', assessment, unit, parts)
}

/** Papers that prove several criteria without saying which of their pages proves which; the dossier's own papers may. */
export function judgeReuse(
  assessment: AssessmentId,
  unit: UnitId,
  documents: readonly LinkedDocument[],
): Finding | null {
  const parts = documents.flatMap(({ document, links }) => {
    const ofCriteria = links.filter(({ target }) => !target.startsWith('dossier-'))
    const alike = [...Map.groupBy(ofCriteria, ({ pages }) => pages.trim()).values()]
    return alike
      .filter((group) => group.length > 1)
      .flatMap((group) =>
        group.map(({ target }) => ({ id: `${document} ${target}`, unit, assessment, target, document })),
      )
  })
  return findingOf('reused', assessment, unit, parts)
}

/** Criteria with more points after appraisal than the commune gave itself. */
export function judgeAboveSelf(
  assessment: AssessmentId,
  unit: UnitId,
  scores: readonly {
    readonly criterion: CriterionId
    readonly self: Hundredths | null
    readonly judged: Hundredths | null
    readonly time: number
  }[],
): Finding | null {
  const parts = scores.flatMap(({ criterion, self, judged, time }) =>
    judged === null || judged <= (self ?? 0)
      ? []
      : [
          {
            id: `${criterion} ${self ?? ''} ${judged}`,
            unit,
            assessment,
            target: criterion,
            from: self,
            to: judged,
            time,
          },
        ],
  )
  return findingOf('aboveSelf', assessment, unit, parts)
}

/** What came after the sheet was sent, or after it was accepted. */
export function judgeLate(
  kind: 'late' | 'afterAcceptance',
  assessment: AssessmentId,
  unit: UnitId,
  changes: readonly Pick<FindingPart, 'id' | 'target' | 'document' | 'what' | 'time'>[],
): Finding | null {
  return findingOf(
    kind,
    assessment,
    unit,
    changes.map((change) => ({ ...change, unit, assessment })),
  )
}

const day = 86_400_000
/** A device is given this long, counted from its last sign here. */
export const silentAfter = 30 * day
/** Others of its level must have moved on by this much. */
export const othersMovedOnBy = 14 * day
/** Clocks of offices differ; by a day they should not. */
export const clockTolerance = day

export type DeviceSign = {
  readonly device: DeviceId
  readonly unit: UnitId
  readonly level: string
  /** When something of it last came in here, by the clock of this office. */
  readonly last: number
}

/**
 * Devices of which nothing has come for long while most others of their level went on: a device lost, an office without a person, a
 * bundle that never came. Where everybody is silent nobody is.
 */
export function judgeSilence(devices: readonly DeviceSign[], now: number): readonly Finding[] {
  const found: Finding[] = []
  for (const level of new Set(devices.map((each) => each.level))) {
    const peers = devices.filter((each) => each.level === level)
    const signs = peers.map(({ last }) => last).sort((a, b) => a - b)
    for (const { device, unit, last } of peers) {
      if (now - last < silentAfter) continue
      const movedOn = signs.filter((sign) => sign >= last + othersMovedOnBy).length
      if (movedOn === 0 || movedOn * 2 < peers.length - 1) continue
      const parts = [{ id: String(last), unit, device, time: last }]
      found.push({ kind: 'silent', about: device, subjects: [{ unit, cycle: '' }], parts, time: last })
    }
  }
  return found
}

export type TimedEntry = {
  readonly time: number
  /** The clock of this office when the entry came in. */
  readonly arrived: number
  /** The author's clock at the entry before in the same stream; null for the first. */
  readonly before: number | null
}

/** How an entry's time cannot be right: from the future, or more than a day before the entry that it follows. */
export function judgeTime(entry: TimedEntry): readonly { kind: 'ahead' | 'back'; off: number }[] {
  const ahead = entry.time - entry.arrived
  const back = entry.before === null ? 0 : entry.before - entry.time
  return [
    ...(ahead > clockTolerance ? [{ kind: 'ahead' as const, off: ahead }] : []),
    ...(back > clockTolerance ? [{ kind: 'back' as const, off: back }] : []),
  ]
}

function findingOf(
  kind: CheckKind,
  assessment: AssessmentId,
  unit: UnitId,
  parts: readonly FindingPart[],
): Finding | null {
  if (parts.length === 0) return null
  const time = parts.reduce((latest, part) => Math.max(latest, part.time ?? 0), 0)
  return { kind, about: assessment, subjects: [{ unit, cycle: cycleOf(assessment) }], parts, time }
}

function subjectsOf(parts: readonly FindingPart[]): Finding['subjects'] {
  const found = new Map<string, Finding['subjects'][number]>()
  for (const { unit, assessment } of parts) {
    const cycle = assessment === undefined ? '' : cycleOf(assessment)
    found.set(`${cycle} ${unit}`, { unit, cycle })
  }
  return [...found.values()]
}

function cycleOf(assessment: AssessmentId): CycleId {
  return assessment.slice(0, assessment.indexOf('/')) as CycleId
}
