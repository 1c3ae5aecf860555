import type { Output } from '../../../shared/contract/contract.ts'
import { AssessmentId, partsOfAssessment, type Sha256 } from '../../../shared/domain/ids.ts'
import {
  decisionFields,
  decisionOrder,
  type Decision,
  type DecisionField,
} from '../../../shared/domain/journal/decisions.ts'
import type { CycleFacts, SheetEntry, StoredFacts } from '../../../shared/domain/journal/facts.ts'
import { projectAt } from '../../../shared/domain/journal/sheet-projection.ts'
import { readSheet } from '../../../shared/domain/journal/sheet-reading.ts'
import type { Stage } from '../../../shared/domain/workflow.ts'
import { bitsOfShortCode, shortCode } from '../../bundles/format.ts'
import { decodeStoredEntry, readStoredEntry, type DecodedEntry } from '../../journal/entry.ts'
import { entriesByIdPrefix, entriesOfScope, type StoredEntry } from '../../storage/entries.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { bundleHistory } from './bundle-history.ts'
import type { Installation } from '../office/installation.ts'
import { openSheet } from '../sheets/sheet-scope.ts'

/**
 * Short codes: of a bundle by the hash of its manifest, of a sheet by the id of the decision that its paper speaks of. The decision
 * names what it saw by hashes, so whoever finds it under the code has the very sheet of the paper.
 */

type Found = Omit<Output<'bundles.findByCode'>, 'rankings'>

/** The bundles and decisions here that a code can mean. */
export function findByCode(installation: Installation, text: string): Found {
  const bits = bitsOfShortCode(text)
  if (bits === undefined) return { code: null, bundles: [], decisions: [] }
  const code = shortCode(bits.padEnd(64, '0') as Sha256)
  const bundles = bundleHistory(installation)
    .filter((each) => each.shortCode === code)
    .map(({ direction, time, partnerName, name, entries, files }) => ({
      ...{ direction, time, partnerName, name, entries, files },
    }))
  const decisions = entriesByIdPrefix(installation.database, bits).flatMap((row) =>
    decisionIn(installation, row),
  )
  return { code, bundles, decisions }
}

/** The code of what was decided last about a sheet; null while nothing was. @throws CallError `notFound`, `notParticipant` */
export function codeOfSheet(
  installation: Installation,
  assessment: AssessmentId,
): Readonly<{ kind: DecisionField; code: string }> | null {
  const { decisions } = openSheet(installation, assessment).scope.projection
  for (const name of [...decisionOrder].reverse()) {
    const { shown, lifted } = decisions[name]
    if (shown !== null && !lifted && 'basis' in shown.decision)
      return { kind: name, code: shortCode(shown.entry.id as string as Sha256) }
  }
  return null
}

type Saying = { readonly assessment: AssessmentId; readonly name: DecisionField; readonly decision: Decision }

function decisionIn(installation: Installation, row: StoredEntry): Found['decisions'] {
  const entry = decodeStoredEntry(row.bytes, row.id)
  const said = sayingOf(entry)
  if (said === null || !('basis' in said.decision)) return []
  const { assessment, name, decision } = said
  const { units, journal } = installation
  const { context, projection } = journal.sheet(assessment)
  const seen = journal.projector.toSheetEntry(entry, entry.stream)
  const { unit } = partsOfAssessment(assessment)
  return [
    {
      ...{ assessment, unitName: units.nameOf(unit), cycleName: context.cycle?.name ?? '', kind: name },
      ...{ officer: seen.officer, byUnitName: seen.unit === null ? '' : units.nameOf(seen.unit) },
      ...{ time: seen.time, total: decision.basis.total },
      agrees: agrees(installation, said, seen),
      stands: projection.decisions[name].shown?.entry.id === entry.id,
    },
  ]
}

/** The decision that an entry holds: alone, as rule 18 demands. */
function sayingOf({ changes }: DecodedEntry): Saying | null {
  const [change] = changes
  if (change?.entity !== 'assessment' || changes.length !== 1) return null
  const name = decisionOrder.find((each) => each === change.field)
  const assessment = AssessmentId.safeParse(change.id).data
  if (name === undefined || assessment === undefined) return null
  const decision = decisionFields[name].safeParse(change.value).data
  return decision === undefined ? null : { assessment, name, decision }
}

/** Computes the decision's own sheet from the entries that it names, and compares the total. */
function agrees(
  installation: Installation,
  { assessment, name, decision }: Saying,
  entry: SheetEntry,
): boolean | null {
  if (!('basis' in decision)) return null
  const { database, journal } = installation
  const { basis } = decision
  const facts: StoredFacts = {
    ...journal.projector.facts,
    contextAt: (seen, version) =>
      journal.health.holdsCut(seen.catalogue) ? journal.catalogue.contextOf(assessment, seen, version) : null,
  }
  const scope = scopeByKey(database, `sheet ${assessment}`)
  const context = facts.contextAt(basis, basis.version)
  if (scope === undefined || context?.cycle == null || !facts.holdsCut(basis.cut)) return null
  const entries = entriesOfScope(database, scope).map(({ text, id }) => {
    const decoded = readStoredEntry(text, id)
    return journal.projector.toSheetEntry(decoded, decoded.stream)
  })
  const sorted = entries.sort((a, b) => compare(a.stream, b.stream) || a.seq - b.seq || compare(a.id, b.id))
  const decided = { entry, decision, lifted: false }
  const reading = readSheet(projectAt(sorted, name, decided, context, facts), context)
  return reading === null ? null : reading.totals[stageOf(name, context.cycle)].total === basis.total
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The stage whose total a decision states. */
function stageOf(name: DecisionField, { levels }: CycleFacts): Stage {
  switch (name) {
    case 'submission':
      return 'self'
    case 'appraisalDecision':
      return 'appraisal'
    case 'verificationDecision':
      return 'verification'
    case 'recognition':
      return levels.verify !== null ? 'verification' : levels.appraise !== null ? 'appraisal' : 'self'
  }
}
