import type { Worksheet } from '../xlsx/cells.ts'
import { foldKey } from '../../../shared/domain/text/fold-key.ts'
import {
  bandSheet,
  criterionSheet,
  departmentSheet,
  detailSheet,
  dossierSheet,
  factSheet,
  gateSheet,
  groupSheet,
  guideSheetName,
  sheetLayouts,
  type SheetLayout,
} from './layout.ts'
import type { Findings } from './mistakes.ts'
import { RowReader } from './row-reader.ts'
import { readTable, wholeSheet } from './table.ts'

/** The rows of every sheet of the template. */
export type TemplateSheets = Readonly<
  Record<
    'facts' | 'groups' | 'criteria' | 'details' | 'bands' | 'gates' | 'dossier' | 'departments',
    readonly RowReader[]
  >
>

const wantedKeys = new Set(sheetLayouts.map(({ name }) => foldKey(name)))

/** Whether a sheet of the workbook belongs to the template; an office may keep others beside it. */
export function sheetWanted(name: string): boolean {
  return wantedKeys.has(foldKey(name))
}

/**
 * Sheets that are kept beside the template's, where one of the template's is missing: most likely one was renamed, and what
 * stands in it would be lost without a word.
 */
export function warnOfOtherSheets(
  names: readonly string[],
  worksheets: readonly Worksheet[],
  findings: Findings,
): void {
  const there = new Set(worksheets.map(({ name }) => foldKey(name)))
  const missing = sheetLayouts.filter(({ name }) => !there.has(foldKey(name)))
  if (missing.length === 0) return
  const wanted = missing.map(({ name }) => `“${name}”`).join(', ')
  const needed = missing.some(({ optional }) => optional !== true)
  for (const name of names) {
    if (foldKey(name) === foldKey(guideSheetName)) continue
    if (needed) findings.mistake(wholeSheet(name), 'sheetNotRead', { missing: wanted })
    else findings.warn(wholeSheet(name), 'sheetNotRead', { missing: wanted })
  }
}

/** Finds the sheets, whatever the case and accents of their names, and their rows. The limits are those of a criteria set. */
export function readSheets(worksheets: readonly Worksheet[], findings: Findings): TemplateSheets {
  const rows = (layout: SheetLayout, limit: number): readonly RowReader[] =>
    readRows(worksheets, layout, limit, findings)
  return {
    facts: rows(factSheet, 40),
    groups: rows(groupSheet, 60),
    criteria: rows(criterionSheet, 400),
    details: rows(detailSheet, 8000),
    bands: rows(bandSheet, 12),
    gates: rows(gateSheet, 40),
    dossier: rows(dossierSheet, 40),
    departments: rows(departmentSheet, 100),
  }
}

function readRows(
  worksheets: readonly Worksheet[],
  layout: SheetLayout,
  limit: number,
  findings: Findings,
): readonly RowReader[] {
  const matching = worksheets.filter(({ name }) => foldKey(name) === foldKey(layout.name))
  const [worksheet, another] = matching
  if (!worksheet) {
    if (!layout.optional) findings.mistake(wholeSheet(layout.name), 'sheetMissing')
    return []
  }
  if (another) findings.mistake(wholeSheet(another.name), 'sheetTwice', { value: worksheet.name })
  // An empty optional sheet says that there is nothing of the kind.
  if (layout.optional && worksheet.rows.size === 0) return []
  const table = readTable(worksheet, layout, findings)
  if (!table) return []
  const place = { sheet: table.sheet, row: table.headingRow, column: '' }
  if (table.rows.length === 0 && !layout.optional) findings.mistake(place, 'rowsMissing')
  if (table.rows.length > limit) findings.mistake(place, 'tooManyRows', { limit: String(limit) })
  return table.rows.slice(0, limit).map((row) => new RowReader(table, row, findings))
}
