import type { CriteriaContent, Criterion } from '../../../shared/domain/criteria.ts'
import { bandSheet, criterionSheet, departmentSheet, dossierSheet, gateSheet, groupSheet } from './layout.ts'
import type { Place } from './mistakes.ts'
import type { RowReader } from './row-reader.ts'
import { wholeSheet } from './table.ts'

/** The rows that the things of a set were read from, in the set's order. */
export type SetRows = Readonly<{
  groups: readonly RowReader[]
  criteria: readonly RowReader[]
  /** Rows of "Lựa chọn và bậc" of each criterion. */
  details: readonly (readonly RowReader[])[]
  bands: readonly RowReader[]
  gates: readonly RowReader[]
  dossier: readonly RowReader[]
  departments: readonly RowReader[]
}>

const criterionColumns: Readonly<Record<string, string>> = {
  rule: 'kind',
  'rule.satisfied': 'numerator',
  'rule.valid': 'denominator',
  'rule.scale.fullAt': 'fullAt',
  'rule.step': 'manualStep',
}
const bandColumns: Readonly<Record<string, string>> = { '': 'label' }
const gateColumns: Readonly<Record<string, string>> = {
  check: 'kind',
  'check.minimum': 'papers',
  'check.percent': 'percent',
  'check.group': 'group',
  'check.criterion': 'criterion',
}

/**
 * Where in the workbook a path of the set stands: `criteria[3].rule.options[1].points` is row and column of that option. The
 * check of the set (shared/domain/criteria-check.ts) knows nothing of workbooks.
 */
export function placeOfPath(path: string, content: CriteriaContent, rows: SetRows): Place {
  const [, list = path, index = '', rest = ''] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? []
  // A path without an index speaks of the whole list.
  const at = index === '' ? -1 : Number(index)
  switch (list) {
    case 'groups':
      return rows.groups[at]?.place(rest || 'code') ?? wholeSheet(groupSheet.name)
    case 'criteria':
      return placeInCriterion(rest, content.criteria[at], rows.criteria[at], rows.details[at] ?? [])
    case 'bands':
      return rows.bands[at]?.place(bandColumns[rest] ?? rest) ?? wholeSheet(bandSheet.name)
    case 'gates':
      return rows.gates[at]?.place(gateColumns[rest] ?? rest) ?? wholeSheet(gateSheet.name)
    case 'dossier':
      return rows.dossier[at]?.place('name') ?? wholeSheet(dossierSheet.name)
    case 'departments':
      return rows.departments[at]?.place(rest || 'name') ?? wholeSheet(departmentSheet.name)
    default:
      return wholeSheet(criterionSheet.name)
  }
}

function placeInCriterion(
  rest: string,
  criterion: Criterion | undefined,
  row: RowReader | undefined,
  details: readonly RowReader[],
): Place {
  if (!row || !criterion) return wholeSheet(criterionSheet.name)
  const [, list = '', index = '', field = ''] = /^rule\.(\w+|scale\.bands)\[(\d+)\]\.?(\w*)$/.exec(rest) ?? []
  if (list === '')
    return row.place(criterionColumns[rest] ?? rest.replace(/^rule\./, '').replace(/\[.*$/, ''))
  if (list === 'whenZero') {
    const input =
      criterion.rule.kind === 'formula' ? criterion.rule.whenZero[Number(index)]?.input : undefined
    const named = details.find((detail) => detail.text('name', 80) === input)
    return (named ?? row).place(named ? 'whenZero' : 'kind')
  }
  return details[Number(index)]?.place(field) ?? row.place('kind')
}
