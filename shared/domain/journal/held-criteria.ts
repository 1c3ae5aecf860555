import type { SheetContext, StoredFacts } from './facts.ts'
import type { SheetProjection } from './sheet-projection.ts'

/**
 * The context under which a sheet is read now. A cycle may have moved to a newer criteria version since the sheet was accepted:
 * the acceptance keeps the version that it was made under (JOURNAL 18) until it is returned or decided again. Gives back the same
 * object when nothing holds the sheet to an older version.
 */
export function contextHeldBy(
  { frozen, decisions }: Pick<SheetProjection, 'frozen' | 'decisions'>,
  context: SheetContext,
  facts: Pick<StoredFacts, 'contextAt'>,
): SheetContext {
  const { cycle } = context
  const hold = frozen.appraisal
  if (cycle === null || hold === null) return context
  const decision = decisions[hold.by].shown?.decision
  if (decision === undefined || !('basis' in decision)) return context
  const { basis } = decision
  if (basis.version === cycle.version) return context
  const then = facts.contextAt(basis, basis.version)?.cycle
  if (then?.version !== basis.version) return context
  const { version, content, methods } = then
  return { ...context, cycle: { ...cycle, version, content, methods } }
}
