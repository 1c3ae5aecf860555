import type { DifferencePlace, DifferenceView } from '../../../shared/contract/differences.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import type { CriterionId, DeviceId, DocumentId } from '../../../shared/domain/ids.ts'
import { fieldKey, type JudgedChange } from '../../../shared/domain/journal/changes.ts'
import { decisionIn } from '../../../shared/domain/journal/decisions-standing.ts'
import type { DecisionField } from '../../../shared/domain/journal/decisions.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import type { Appraised } from '../../../shared/domain/journal/sheet-values.ts'
import type { Role } from '../../../shared/domain/permissions.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { criterionOfChange } from '../history/describe-change.ts'
import { describeValue } from '../history/describe-value.ts'
import { compareDecisions, stageOfDecision } from './difference-decisions.ts'
import { mayDecideDifference } from './difference-rights.ts'
import { describeDifference, fieldIn, kindOf, partsOfScope } from './differences.ts'
import { titleOfDocument } from '../documents/document-title.ts'
import type { Installation } from '../office/installation.ts'
import { authorOf } from '../sheets/sheet-scope.ts'
import { wordsOf, type Words } from '../words.ts'

/** One difference with everything that a person needs to decide it. */

type Value = DifferenceView['values'][number]
type DocumentName = Value['evidence'][number]

/** @throws CallError `notFound` when nothing differs there (any more) */
export function viewDifference(
  installation: Installation,
  roles: readonly Role[],
  place: DifferencePlace,
): DifferenceView {
  const found = fieldIn(installation, place)
  const shown = found?.standing.shown ?? null
  if (found === null || shown === null || !found.standing.differing)
    throw new CallError('notFound', { what: 'difference' })
  const words = wordsOf(installation)
  const criterion = criterionOfChange(installation, place)
  const heads = found.standing.heads.flatMap((head) => changeOf(found.field, head) ?? [])
  // who was first stands first; clocks decide nothing else here
  heads.sort((a, b) => a.entry.time - b.entry.time || (a.entry.id < b.entry.id ? -1 : 1))
  const linked = criterion === null ? [] : evidenceOf(installation, place, criterion.id)
  const authors = new Set(heads.map(({ entry }) => entry.device))
  return {
    ...describeDifference(installation, words, place),
    version: versionOf(installation, place),
    stage: stageOf(place),
    values: heads.map((judged) => viewValue(installation, words, place, criterion, judged, linked)),
    shown,
    evidence: linked
      .filter(({ device }) => !authors.has(device))
      .map(({ document, title }) => ({ document, title })),
    compared: kindOf(place) === 'decision' ? compareDecisions(installation, words, place, heads) : [],
    ...mayDecideDifference(installation, roles, place),
  }
}

function viewValue(
  installation: Installation,
  words: Words,
  place: DifferencePlace,
  criterion: Criterion | null,
  { entry, change }: JudgedChange,
  linked: readonly LinkedDocument[],
): Value {
  const { value } = change
  const facts = installation.journal.base.deviceFacts(entry.device)
  return {
    value,
    reading: describeValue(installation, words, { ...place, value, criterion }) ?? words('empty'),
    points: pointsOf(place, criterion, value),
    author: authorOf(installation, entry),
    level: facts?.level ?? null,
    evidence: linked
      .filter(({ device }) => device === entry.device)
      .map(({ document, title }) => ({ document, title })),
    decided: decidedIn(place, change),
  }
}

function pointsOf({ entity }: DifferencePlace, criterion: Criterion | null, value: unknown): Value['points'] {
  if (criterion === null || value === null) return null
  const answer =
    entity === 'selfScore'
      ? (value as Answer)
      : entity === 'appraisal' || entity === 'verification'
        ? (value as Appraised).answer
        : null
  const outcome = answer === null ? null : scoreCriterion(criterion, answer)
  return outcome?.status === 'points' ? outcome.points : null
}

function decidedIn(place: DifferencePlace, change: JudgedChange['change']): Value['decided'] {
  if (kindOf(place) !== 'decision') return null
  const decision = decisionIn(place.field as DecisionField, change)
  if (decision === null || !('basis' in decision)) return null
  const { total, complete, missingFiles } = decision.basis
  return { total, complete, missingFiles: missingFiles.length }
}

function stageOf(place: DifferencePlace): DifferenceView['stage'] {
  switch (place.entity) {
    case 'selfScore':
    case 'explanation':
      return 'self'
    case 'appraisal':
    case 'verification':
      return place.entity
    case 'assessment':
      return stageOfDecision(place.field as DecisionField)
    default:
      return null
  }
}

function versionOf({ journal }: Installation, { scope }: DifferencePlace): DifferenceView['version'] {
  const { assessment } = partsOfScope(scope)
  return assessment === null ? null : (journal.sheet(assessment).context.cycle?.version ?? null)
}

type LinkedDocument = DocumentName & { readonly device: DeviceId | '' }

/** The documents of a criterion, each with the device that linked it. */
function evidenceOf(
  installation: Installation,
  { scope }: DifferencePlace,
  criterion: CriterionId,
): readonly LinkedDocument[] {
  const { assessment } = partsOfScope(scope)
  if (assessment === null) return []
  const { reading, projection } = installation.journal.sheet(assessment)
  return (reading?.evidence ?? [])
    .filter(({ target }) => target === criterion)
    .map(({ document, heads }) => {
      const field = projection.fields.get(
        fieldKey('evidence', `${assessment}/${criterion}/${document}`, 'link'),
      )
      const [head] = heads
      const entry = field === undefined || head === undefined ? undefined : changeOf(field, head)?.entry
      return {
        document: document as DocumentId,
        title: titleOfDocument(installation, document as DocumentId),
        device: (entry?.device ?? '') as DeviceId | '',
      }
    })
}
