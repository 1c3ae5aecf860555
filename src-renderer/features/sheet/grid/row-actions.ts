import type { CriterionId } from '../../../../shared/domain/ids.ts'
import type { AnswerDraft } from '../../../ui/answer/answer-draft.ts'
import type { Cell } from './grid-keys.ts'

/** What a row may ask of the grid. The object never changes. */
export type RowActions = {
  /** Makes a cell the active one without moving the keyboard there. */
  activate(cell: Cell): void
  goTo(cell: Cell): void
  /** Opens the editor; without a draft with the answer as it stands. */
  begin(criterion: CriterionId, draft: AnswerDraft | null, how: 'typing' | 'open'): void
  change(draft: AnswerDraft): void
  /** Keeps what stands in the editor; `certain`: also when nothing was changed. */
  commit(certain: boolean): void
  cancel(): void
  /** Goes on from the answer of a criterion as the key would. */
  leave(
    criterion: CriterionId,
    key: 'Enter' | 'Tab' | 'ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'ArrowRight',
    shift: boolean,
  ): void
  openPanel(part: 'rule' | 'evidence'): void
}
