import type { Database } from './database.ts'
import { all, get, run, sql, value } from './sql.ts'

/** The projected result of one sheet, as lists and rankings need it. Totals are hundredths, null while missing. */
export type SheetState = {
  readonly scope: number
  readonly cycle: string
  readonly unit: string
  readonly status: string
  readonly selfTotal: number | null
  readonly appraisedTotal: number | null
  readonly verifiedTotal: number | null
  readonly stars: number | null
  readonly recognised: number | null
}

/** Every sheet of a cycle, by unit; without details, which are read one by one. */
export function sheetsOfCycle(database: Database, cycle: string): SheetState[] {
  return all(
    database,
    sql`SELECT scope, cycle, unit, status, self_total AS selfTotal, appraised_total AS appraisedTotal,
               verified_total AS verifiedTotal, stars, recognised
        FROM sheet_state WHERE cycle = ${cycle} ORDER BY unit`,
    (row: SheetState) => row,
  )
}

/** Every sheet of a cycle with its details (JSON), by unit. */
export function detailedSheetsOfCycle(
  database: Database,
  cycle: string,
): (SheetState & { readonly details: string })[] {
  return all(
    database,
    sql`SELECT scope, cycle, unit, status, self_total AS selfTotal, appraised_total AS appraisedTotal,
               verified_total AS verifiedTotal, stars, recognised, details
        FROM sheet_state WHERE cycle = ${cycle} ORDER BY unit`,
    (row: SheetState & { details: string }) => row,
  )
}

/** One sheet. */
export function sheetOfScope(database: Database, scope: number): SheetState | undefined {
  return get(
    database,
    sql`SELECT scope, cycle, unit, status, self_total AS selfTotal, appraised_total AS appraisedTotal,
               verified_total AS verifiedTotal, stars, recognised
        FROM sheet_state WHERE scope = ${scope}`,
    (row: SheetState) => row,
  )
}

/** The details of one sheet, JSON as `putSheet` got it. */
export function detailsOfSheet(database: Database, scope: number): string | undefined {
  return value<string>(database, sql`SELECT details FROM sheet_state WHERE scope = ${scope}`)
}

/** Writes the state of one sheet, new or not; `details` is JSON. */
export function putSheet(database: Database, sheet: SheetState, details: string): void {
  run(
    database,
    sql`INSERT INTO sheet_state (scope, cycle, unit, status, self_total, appraised_total, verified_total, stars,
                                 recognised, details)
        VALUES (${sheet.scope}, ${sheet.cycle}, ${sheet.unit}, ${sheet.status}, ${sheet.selfTotal},
                ${sheet.appraisedTotal}, ${sheet.verifiedTotal}, ${sheet.stars}, ${sheet.recognised}, ${details})
        ON CONFLICT (scope) DO UPDATE SET
          cycle = excluded.cycle, unit = excluded.unit, status = excluded.status, self_total = excluded.self_total,
          appraised_total = excluded.appraised_total, verified_total = excluded.verified_total,
          stars = excluded.stars, recognised = excluded.recognised, details = excluded.details`,
  )
}

/** Forgets the state of one sheet: its scope holds no counted change any more. */
export function deleteSheet(database: Database, scope: number): void {
  run(database, sql`DELETE FROM sheet_state WHERE scope = ${scope}`)
}
