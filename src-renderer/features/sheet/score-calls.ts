import type { SheetRow } from '../../../shared/contract/sheets.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { CriterionId, EntryId } from '../../../shared/domain/ids.ts'

/**
 * How answers are handed to the core: each names the values that the officer saw and replaces. Somebody types faster than the sheet
 * comes anew, and has then seen what this window itself wrote meanwhile.
 */

type Written = Promise<{ entry: EntryId }>
type Seen = readonly EntryId[]
export type NewAnswer = Readonly<{ criterion: CriterionId; answer: Answer | null }>

type Calls = {
  rowOf(criterion: CriterionId): SheetRow | null
  set(criterion: CriterionId, answer: Answer | null, seen: Seen): Written
  setMany(answers: readonly (NewAnswer & { seen: Seen })[]): Written
}

export type ScoreCalls = {
  enter(criterion: CriterionId, answer: Answer | null, seen: Seen): Written
  /** Several answers in one act. */
  enterMany(changes: readonly NewAnswer[]): Promise<void>
  /** An undo, or the doing again, has written these. */
  replaced(criteria: readonly CriterionId[], entry: EntryId): void
  /** The sheet came anew, asked for after every own act: what stands now is what it shows. */
  settle(): void
}

export function createScoreCalls(calls: Calls): ScoreCalls {
  /** What stands after an own act, until the sheet on screen has come anew. */
  const latest = new Map<CriterionId, EntryId>()
  /** Which own entry replaced what was seen. */
  const successors = new Map<string, EntryId>()
  const place = (criterion: CriterionId, seen: Seen): string => `${criterion} ${[...seen].sort().join(' ')}`

  function standing(criterion: CriterionId): Seen {
    const heads = calls.rowOf(criterion)?.self.heads ?? []
    const own = latest.get(criterion)
    return own === undefined || heads.includes(own) ? heads : [own]
  }

  function newestOwn(criterion: CriterionId, seen: Seen): Seen {
    let newest = seen
    for (;;) {
      const next = successors.get(place(criterion, newest))
      if (next === undefined) return newest
      newest = [next]
    }
  }

  function remember(criterion: CriterionId, seen: Seen, entry: EntryId): void {
    if (seen.length !== 1 || seen[0] !== entry) successors.set(place(criterion, seen), entry)
    latest.set(criterion, entry)
  }

  return {
    async enter(criterion, answer, seen) {
      const newest = newestOwn(criterion, seen)
      const written = await calls.set(criterion, answer, newest)
      remember(criterion, newest, written.entry)
      return written
    },
    async enterMany(changes) {
      const answers = changes.map((change) => ({ ...change, seen: standing(change.criterion) }))
      const { entry } = await calls.setMany(answers)
      for (const { criterion, seen } of answers) remember(criterion, seen, entry)
    },
    replaced(criteria, entry) {
      for (const criterion of criteria) remember(criterion, standing(criterion), entry)
    },
    settle() {
      latest.clear()
    },
  }
}
