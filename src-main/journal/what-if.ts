import type { AssessmentId } from '../../shared/domain/ids.ts'
import type { IsAside } from './asides.ts'
import { createCatalogue } from './catalogue.ts'
import type { Journal } from './journal.ts'
import { createProjector, type Projector, type SheetScope } from './projector.ts'

/** Reads sheets as they would be if other entries were aside: the same entries, judged otherwise, nothing written. */
export function readAsIfAside(
  { base, health }: Pick<Journal, 'base' | 'health'>,
  isAside: IsAside,
): (assessment: AssessmentId) => SheetScope {
  const catalogue = createCatalogue(() => projector, base.units)
  const projector: Projector = createProjector(base, health, catalogue.contextOf, isAside)
  return (assessment) => projector.read(`sheet ${assessment}`) as SheetScope
}
