import type { DifferencePlace, DifferenceView } from '../../../shared/contract/differences.ts'
import type { JudgedChange } from '../../../shared/domain/journal/changes.ts'
import { decisionIn } from '../../../shared/domain/journal/decisions-standing.ts'
import type { DecisionField } from '../../../shared/domain/journal/decisions.ts'
import type { SheetContext, StoredFacts } from '../../../shared/domain/journal/facts.ts'
import { projectAt } from '../../../shared/domain/journal/sheet-projection.ts'
import { effectiveCell, readSheet, type SheetReading } from '../../../shared/domain/journal/sheet-reading.ts'
import type { Stage } from '../../../shared/domain/workflow.ts'
import { describeAnswer } from '../history/describe-answer.ts'
import { partsOfScope } from './differences.ts'
import type { Installation } from '../office/installation.ts'
import type { Words } from '../words.ts'

/** Two decisions about one sheet: what each saw, where the two sheets differ. */

/** The stage that a decision is about. */
export function stageOfDecision(field: DecisionField): Stage {
  switch (field) {
    case 'submission':
      return 'self'
    case 'appraisalDecision':
      return 'appraisal'
    case 'verificationDecision':
    case 'recognition':
      return 'verification'
  }
}

/** Criteria to which the sheets of these decisions give different answers; decisions that saw no sheet leave their place empty. */
export function compareDecisions(
  installation: Installation,
  words: Words,
  { scope, field }: DifferencePlace,
  heads: readonly JudgedChange[],
): DifferenceView['compared'] {
  const { assessment } = partsOfScope(scope)
  if (assessment === null) return []
  const { context } = installation.journal.sheet(assessment)
  const { cycle } = context
  if (cycle === null) return []
  const readings = heads.map((head) => readAt(installation, scope, context, field as DecisionField, head))
  if (readings.filter((reading) => reading !== null).length < 2) return []
  const stage = stageOfDecision(field as DecisionField)
  return cycle.content.criteria.flatMap((criterion) => {
    const said = readings.map((reading) => {
      const row = reading?.cells.get(criterion.id)
      if (row === undefined) return ''
      const { answer } = effectiveCell(row, stage, cycle.levels.appraise !== null)
      return answer === null ? words('empty') : describeAnswer(words, criterion, answer)
    })
    const different = new Set(said.filter((_, place) => readings[place] !== null))
    if (different.size < 2) return []
    return [{ criterion: criterion.id, label: `${criterion.code} ${criterion.title}`, readings: said }]
  })
}

/** The sheet that a decision saw; null when it saw none, as a return. */
function readAt(
  { journal }: Installation,
  scope: string,
  context: SheetContext,
  name: DecisionField,
  { entry, change }: JudgedChange,
): SheetReading | null {
  const decision = decisionIn(name, change)
  if (decision === null || !('basis' in decision)) return null
  const facts: StoredFacts = {
    ...journal.projector.facts,
    contextAt: (seen, version) =>
      journal.health.holdsCut(seen.catalogue)
        ? journal.catalogue.contextOf(context.assessment, seen, version)
        : null,
  }
  const entries = journal.projector.entriesOf(scope)
  return readSheet(projectAt(entries, name, { entry, decision, lifted: false }, context, facts), context)
}
