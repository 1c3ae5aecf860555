import type { Answer } from './answers.ts'
import type { CriteriaContent, Criterion } from './criteria.ts'
import { dueOf, type Due } from './deadlines.ts'
import type { CriterionId, Day } from './ids.ts'
import type { Outcome } from './rules.ts'
import type { SheetStatus, Stage } from './workflow.ts'

/** How far a sheet has come at a stage, for whoever asks: what is scored, what is missing, what is late. Every count comes from here. */

type Scored = Readonly<{
  answer: Answer | null
  outcome: Outcome
  /** A judgement that is to be made again. */
  reopened?: string | null
}>
export type ScoredRow = Readonly<Record<Stage, Scored>>
export type ScoredRows = (criterion: CriterionId) => ScoredRow | undefined
type Content = Pick<CriteriaContent, 'criteria' | 'groups'>

/** Whether the commune answers it. What only those above enter is never missing, nor late, for the commune. */
export function isForCommune({ enteredBy }: Pick<Criterion, 'enteredBy'>): boolean {
  return enteredBy.includes('commune')
}

/** Points that are claimed need a paper where the set asks for one; nothing claimed needs none. */
export function needsEvidence(
  { evidence }: Pick<Criterion, 'evidence'>,
  { answer, outcome }: Scored,
): boolean {
  return evidence.length > 0 && answer !== null && outcome.status === 'points' && outcome.points > 0
}

/**
 * The criteria that somebody has to score at this stage. Where the commune left a bonus or a penalty empty, there is none, and nobody
 * has to say so.
 */
export function neededAt(
  stage: Stage,
  { criteria, groups }: Content,
  rows: ScoredRows,
): readonly Criterion[] {
  const outside = new Set(groups.filter((group) => group.outside).map(({ id }) => id))
  return criteria.filter((criterion) => {
    if (stage === 'self' && !isForCommune(criterion)) return false
    return !outside.has(criterion.group) || (rows(criterion.id)?.self.answer ?? null) !== null
  })
}

/** Those of them that are not scored yet. */
export function missingAt(stage: Stage, content: Content, rows: ScoredRows): readonly CriterionId[] {
  return neededAt(stage, content, rows)
    .filter(({ id }) => !isScored(stage, rows(id)))
    .map(({ id }) => id)
}

/**
 * "31/36": so many are scored of those that have to be. For the commune, bonus and penalty stand apart whether it claims any or not:
 * what has to be done must not grow while it is being done.
 */
export function progressAt(
  stage: Stage,
  content: Content,
  rows: ScoredRows,
): { scored: number; needed: number } {
  const outside = new Set(content.groups.filter((group) => group.outside).map(({ id }) => id))
  const needed = neededAt(stage, content, rows).filter(({ group }) => stage !== 'self' || !outside.has(group))
  return { scored: needed.filter(({ id }) => isScored(stage, rows(id))).length, needed: needed.length }
}

/** How far a stage is: so many criteria judged of those that need it, and whether its total may be stated. */
export type Extent = Readonly<{ judged: number; of: number; whole: boolean }>

/**
 * How far each stage is. Verification goes by exception: until it is declared done, counted is what was looked at, not what stands
 * unseen.
 */
export function extentAt(
  stage: Stage,
  content: Content,
  rows: ScoredRows,
  { status, standing }: Readonly<{ status: SheetStatus; standing: Stage }>,
): Extent {
  const { scored, needed } = progressAt(stage, content, rows)
  switch (stage) {
    case 'self':
      return { judged: scored, of: needed, whole: !openToCommune.includes(status) }
    case 'appraisal':
      return { judged: scored, of: needed, whole: scored === needed }
    case 'verification': {
      if (standing === 'verification') return { judged: scored, of: needed, whole: true }
      const seen = neededAt(stage, content, rows).filter(({ id }) => isAnswered(rows(id)?.verification))
      return { judged: seen.length, of: needed, whole: false }
    }
  }
}

function isScored(stage: Stage, row: ScoredRow | undefined): boolean {
  if (row === undefined) return false
  switch (stage) {
    // an answer that lacks a figure gives no points yet
    case 'self':
      return row.self.outcome.status === 'points' || row.self.outcome.status === 'excluded'
    case 'appraisal':
      return isAnswered(row.appraisal)
    // the province verifies by exception: what it leaves alone stands as it came, appraised or, where nobody appraises, self-scored
    case 'verification':
      return isAnswered(row.verification) || isAnswered(row.appraisal) || isScored('self', row)
  }
}

function isAnswered(cell: Scored | undefined): boolean {
  return cell !== undefined && cell.answer !== null && (cell.reopened ?? null) === null
}

/** Who looks at a sheet: the commune that scores itself, or a level above. */
export type Reader = 'commune' | 'above'

const openToCommune: readonly SheetStatus[] = ['selfScoring', 'returned']
const openAbove: readonly SheetStatus[] = ['submitted', 'appraised', 'returnedByProvince']

/**
 * When a criterion is due, and how many days late it is for who has to enter it; null where the reader has nothing to do with the day.
 * What is scored, or cannot be entered any more, is never late.
 */
export function dueFor(
  reader: Reader,
  criterion: Criterion,
  row: ScoredRow | undefined,
  sheet: Readonly<{ status: SheetStatus; year: number; today: Day }>,
): Due | null {
  if (criterion.deadline === null) return null
  const own = isForCommune(criterion)
  if (!own && reader === 'commune') return null
  const isOpen = (own ? openToCommune : openAbove).includes(sheet.status)
  const settled = !isOpen || isScored(own ? 'self' : 'appraisal', row)
  return dueOf(criterion.deadline, sheet.year, sheet.today, settled)
}
