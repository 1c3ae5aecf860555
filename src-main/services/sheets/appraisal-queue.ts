import type { StageCell } from '../../../shared/contract/sheets.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import {
  assessmentId,
  type CriterionId,
  type CycleId,
  type DepartmentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import type { Cell } from '../../../shared/domain/journal/sheet-rows.ts'
import { neededAt } from '../../../shared/domain/sheet-progress.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { sheetsOfCycle } from '../../storage/sheet-states.ts'
import { getCycle, participantsOf } from '../catalogue/cycles.ts'
import type { Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'
import { authorOf, openSheet, type OpenSheet } from './sheet-scope.ts'

/** What waits for an appraiser, gathered in slices (a province has hundreds of sheets): by department and commune, or one criterion through all communes. */

type Queue = Output<'appraisal.queue'>
type Filter = {
  readonly cycle: CycleId
  readonly stage: 'appraisal' | 'verification'
  readonly department?: DepartmentId | undefined
  readonly unit?: UnitId | undefined
  readonly criterion?: CriterionId | undefined
  readonly onlyOpen: boolean
}

/** Statuses in which a stage has something to do; without appraisers the sent sheet goes straight to verification. */
function activeStatuses(stage: Filter['stage'], appraised: boolean): readonly string[] {
  if (stage === 'appraisal') return ['submitted', 'appraised', 'returnedByProvince']
  return [appraised ? 'accepted' : 'submitted', 'verified']
}

export async function appraisalQueue(installation: Installation, filter: Filter): Promise<Queue> {
  const cycle = getCycle(installation, filter.cycle)
  const names = new Map<DepartmentId | null, string>(
    cycle.content.departments.map(({ id, name }) => [id, name]),
  )
  const departments = new Map<DepartmentId | null, { open: number; total: number }>()
  const units = new Map<UnitId, { open: number; total: number }>()
  const items: Queue['items'] = []
  const statuses = new Map(
    sheetsOfCycle(installation.database, filter.cycle).map(({ unit, status }) => [unit, status]),
  )
  const active = activeStatuses(filter.stage, cycle.levels.appraise !== null)
  const { rest } = slices()
  for (const unit of participantsOf(installation, cycle)) {
    if (!active.includes(statuses.get(unit) ?? 'selfScoring')) continue
    await rest()
    const sheet = openSheet(installation, assessmentId(filter.cycle, unit))
    const needed = new Set(
      neededAt(filter.stage, cycle.content, (id) => sheet.reading.cells.get(id)).map(({ id }) => id),
    )
    const openOnes = new Set(openCriteria(sheet, filter.stage).filter((id) => needed.has(id)))
    for (const criterion of cycle.content.criteria) {
      const open = openOnes.has(criterion.id)
      const counts = { open, needed: needed.has(criterion.id) }
      count(departments, criterion.department, counts)
      if (filter.department !== undefined && criterion.department !== filter.department) continue
      count(units, unit, counts)
      if (filter.unit !== undefined && unit !== filter.unit) continue
      if (filter.criterion !== undefined && criterion.id !== filter.criterion) continue
      if (filter.onlyOpen && !open) continue
      items.push(itemOf(installation, sheet, criterion.id, filter.stage, open))
    }
  }
  return {
    items,
    departments: [...departments].map(([department, counts]) => ({
      department,
      name: names.get(department) ?? '',
      ...counts,
    })),
    units: [...units]
      .map(([unit, counts]) => ({ unit, name: installation.units.nameOf(unit), ...counts }))
      .sort((a, b) => compareVietnamese(a.name, b.name)),
  }
}

/** A bonus or penalty that nobody claimed is nobody's to judge, and counts nowhere. */
function count<Key>(
  counts: Map<Key, { open: number; total: number }>,
  key: Key,
  { open, needed }: { readonly open: boolean; readonly needed: boolean },
): void {
  const known = counts.get(key) ?? { open: 0, total: 0 }
  counts.set(key, { open: known.open + (open ? 1 : 0), total: known.total + (needed ? 1 : 0) })
}

/** Verification goes by exception: open is what nobody has looked at, until the whole is declared verified. */
function openCriteria(sheet: OpenSheet, stage: 'appraisal' | 'verification'): readonly CriterionId[] {
  if (stage === 'appraisal') return sheet.reading.unappraised
  if (sheet.reading.status === 'verified') return []
  return [...sheet.reading.cells]
    .filter(([, { verification }]) => verification.answer === null || verification.reopened !== null)
    .map(([id]) => id)
}

function itemOf(
  installation: Installation,
  sheet: OpenSheet,
  criterion: CriterionId,
  stage: 'appraisal' | 'verification',
  open: boolean,
): Queue['items'][number] {
  const row = sheet.reading.cells.get(criterion)
  if (row === undefined) throw new Error(`no cells for ${criterion}`)
  const before = stage === 'appraisal' || sheet.cycle.levels.appraise === null ? row.self : row.appraisal
  return {
    assessment: sheet.assessment,
    unit: sheet.scope.context.commune,
    unitName: installation.units.nameOf(sheet.scope.context.commune),
    criterion,
    status: sheet.reading.status,
    before: viewCell(installation, before),
    cell: viewCell(installation, row[stage]),
    evidence: sheet.reading.evidence.filter(({ target }) => target === criterion).length,
    open,
  }
}

/** A cell with its author, as windows see it. */
export function viewCell(installation: Installation, cell: Cell): StageCell {
  const { entry, heads, tookOver: _, ...rest } = cell
  return { ...rest, heads: [...heads], author: entry === null ? null : authorOf(installation, entry) }
}
