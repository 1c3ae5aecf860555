import { z } from 'zod'
import { daysBetween } from './deadlines.ts'
import type { AssessmentId, Day } from './ids.ts'
import type { Level } from './journal/facts.ts'
import type { SentKind, StepLevels } from './sending.ts'
import type { SheetStatus } from './workflow.ts'

/**
 * What a unit has to do next, as a few lines in their order: what is late and its own first, then what its level has to do, then what
 * it waits for. What a level cannot do is never among them.
 */

/** The kinds of work, the more pressing first where nothing is late. */
export const WorkKind = z.enum([
  'missingFiles',
  'returned',
  'criteriaLate',
  'difference',
  'appraisalDue',
  'verificationDue',
  'recognitionDue',
  'selfScoreDue',
  'unsent',
  'uncertified',
  'criteriaDue',
  'certify',
  'notSent',
  'notAppraised',
  'supplements',
  'unconfirmed',
  'startFiles',
  'parked',
  'check',
])
export type WorkKind = z.infer<typeof WorkKind>

export type Work = {
  readonly kind: WorkKind
  /** Where it is about one sheet. */
  readonly assessment: AssessmentId | null
  /** How many criteria, communes, files, places there are of it. */
  readonly count: number
  /** Whom it is about, in short; may be empty. */
  readonly names: readonly string[]
  readonly day: Day | null
  readonly daysLeft: number | null
  /** What was decided, where it waits for its bundle. */
  readonly decision: SentKind | null
}

export type Situation = {
  readonly level: Level
  readonly today: Day
  /** Null without a cycle. */
  readonly levels: StepLevels | null
  readonly dates: Readonly<Record<'selfScoreDue' | 'appraisalDue' | 'verificationDue', Day | null>>
  readonly sheets: readonly {
    readonly assessment: AssessmentId
    readonly unitName: string
    readonly status: SheetStatus
    readonly asked: number
    /** Until when the open return wants an answer. */
    readonly askedDue?: Day | null
    readonly differences: number
  }[]
  /** Due days of the own criteria without an answer. */
  readonly criteria: readonly Day[]
  readonly certified: boolean
  readonly missingFiles: number
  readonly checks: number
  readonly parked: number
  /** Sheets whose decision is in no bundle yet, by what was decided, and whom it has to reach. */
  readonly unsent: readonly {
    readonly decision: SentKind
    readonly sheets: number
    readonly units: readonly string[]
  }[]
  readonly unconfirmed: { readonly count: number; readonly since: Day; readonly units: string } | null
  /** Units below that cannot begin: no start file was made, nothing was entered for them. */
  readonly withoutStartFile: readonly string[]
  /** Machines of units below that nobody has certified. */
  readonly uncertifiedBelow: readonly string[]
}

export const mostLines = 6
/** Deadlines further away are not yet anybody's worry. */
const horizonDays = 30
/** What others have to do: asked after, but never before the own work. */
const othersWork: ReadonlySet<WorkKind> = new Set(['notSent', 'notAppraised', 'supplements', 'unconfirmed'])

/** The lines of the first page, at most six. */
export function nextWork(situation: Situation): readonly Work[] {
  const { level, levels } = situation
  const found = [
    ...(levels === null ? [] : level === 'commune' ? ownSheetWork(situation) : sheetsWork(situation, levels)),
    ...machineWork(situation),
  ]
  return found.sort(byUrgency).slice(0, mostLines)
}

function byUrgency(a: Work, b: Work): number {
  const late = ({ kind, daysLeft }: Work): number =>
    !othersWork.has(kind) && daysLeft !== null && daysLeft < 0 ? daysLeft : 0
  // What is only worth another look presses nobody.
  const others = ({ kind }: Work): number => (kind === 'check' ? 2 : othersWork.has(kind) ? 1 : 0)
  return late(a) - late(b) || others(a) - others(b) || rankOf(a.kind) - rankOf(b.kind)
}

function rankOf(kind: WorkKind): number {
  return WorkKind.options.indexOf(kind)
}

type Told = Partial<Omit<Work, 'kind' | 'daysLeft'>>

function work({ today }: Pick<Situation, 'today'>, kind: WorkKind, told: Told): Work[] {
  const { count = 1, names = [], day = null, assessment = null, decision = null } = told
  if (count === 0) return []
  const daysLeft = day === null ? null : daysBetween(today, day)
  return [{ kind, assessment, count, names, day, daysLeft, decision }]
}

/** A commune: what was asked for, its criteria folded into one line each, its sheet. */
function ownSheetWork(situation: Situation): Work[] {
  const { today, criteria, dates } = situation
  return situation.sheets.flatMap(({ assessment, status, asked, askedDue = null, differences }) => {
    const open = status === 'selfScoring' || status === 'returned'
    const days = open ? criteria.toSorted() : []
    const late = days.filter((day) => day < today)
    const soon = days.filter((day) => day >= today && daysBetween(today, day) <= horizonDays)
    return [
      ...(status === 'returned'
        ? work(situation, 'returned', { assessment, count: Math.max(1, asked), day: askedDue })
        : []),
      ...work(situation, 'criteriaLate', { assessment, count: late.length, day: late[0] ?? null }),
      ...work(situation, 'criteriaDue', { assessment, count: soon.length, day: soon[0] ?? null }),
      ...work(situation, 'difference', { assessment, count: differences }),
      ...(status === 'selfScoring'
        ? work(situation, 'selfScoreDue', { assessment, day: dates.selfScoreDue })
        : []),
    ]
  })
}

/** A level above: which sheets wait for it, and for whom it waits. */
function sheetsWork(situation: Situation, levels: StepLevels): Work[] {
  const { level, dates, sheets } = situation
  const [first, appraise, verify, recognise] = [
    levels.appraise ?? levels.verify ?? levels.recognise,
    levels.appraise === level,
    levels.verify === level,
    levels.recognise === level,
  ]
  const toVerify: SheetStatus = levels.appraise === null ? 'submitted' : 'accepted'
  const toRecognise: SheetStatus = levels.verify !== null ? 'verified' : toVerify
  const line = (kind: WorkKind, day: Day | null, ...statuses: readonly SheetStatus[]): Work[] => {
    const these = sheets.filter(({ status }) => statuses.includes(status))
    return work(situation, kind, { ...aboutThese(these), count: these.length, day })
  }
  /** The first day by which what was asked for in these sheets is wanted. */
  const askedFor = (wanted: SheetStatus): Day | null =>
    sheets
      .flatMap(({ status, askedDue }) => (status === wanted ? (askedDue ?? []) : []))
      .toSorted()
      .at(0) ?? null
  const differing = sheets.filter(({ differences }) => differences > 0)
  return [
    ...work(situation, 'difference', {
      ...aboutThese(differing),
      count: differing.reduce((sum, { differences }) => sum + differences, 0),
    }),
    ...(appraise
      ? [
          ...line('returned', askedFor('returnedByProvince') ?? dates.appraisalDue, 'returnedByProvince'),
          ...line('appraisalDue', dates.appraisalDue, 'submitted', 'appraised'),
        ]
      : []),
    ...(verify ? line('verificationDue', dates.verificationDue, toVerify) : []),
    ...(recognise ? line('recognitionDue', null, toRecognise) : []),
    ...(first === level
      ? [
          ...line('notSent', dates.selfScoreDue, 'selfScoring'),
          ...line('supplements', askedFor('returned'), 'returned'),
        ]
      : verify || recognise
        ? line(
            'notAppraised',
            dates.appraisalDue,
            'selfScoring',
            'returned',
            'submitted',
            'appraised',
            'returnedByProvince',
          )
        : []),
    ...(appraise || verify ? work(situation, 'check', { count: situation.checks }) : []),
  ]
}

function aboutThese(sheets: Situation['sheets']): Pick<Work, 'assessment' | 'names'> {
  return {
    assessment: sheets.length === 1 ? (sheets[0]?.assessment ?? null) : null,
    names: sheets.map(({ unitName }) => unitName),
  }
}

/** What this machine needs, and those below. */
function machineWork(situation: Situation): Work[] {
  const { level, certified, missingFiles, parked, unsent, unconfirmed } = situation
  const above = level !== 'commune' && certified
  return [
    ...work(situation, 'missingFiles', { count: missingFiles }),
    ...work(situation, 'uncertified', { count: certified ? 0 : 1 }),
    ...unsent.flatMap(({ decision, sheets, units }) =>
      work(situation, 'unsent', { decision, count: sheets, names: units }),
    ),
    ...(unconfirmed === null
      ? []
      : work(situation, 'unconfirmed', {
          count: unconfirmed.count,
          names: [unconfirmed.units],
          day: unconfirmed.since,
        })),
    ...work(situation, 'parked', { count: parked }),
    ...(above
      ? [
          ...work(situation, 'certify', listed(situation.uncertifiedBelow)),
          ...work(situation, 'startFiles', listed(situation.withoutStartFile)),
        ]
      : []),
  ]
}

function listed(names: readonly string[]): Pick<Work, 'count' | 'names'> {
  return { count: names.length, names }
}
