import { foldKey } from '../../../shared/domain/text/fold-key.ts'
import { facts, factSheet, type Fact } from './layout.ts'
import type { Findings } from './mistakes.ts'
import type { RowReader } from './row-reader.ts'

const longest: Record<Fact, number> = { title: 2000, label: 100, basis: 500, notice: 500 }

/** The sheet "Thông tin": one fact a row. Only the title must be there. */
export function readFacts(rows: readonly RowReader[], findings: Findings): Record<Fact, string> {
  const known = new Map(Object.entries(facts).map(([fact, name]) => [foldKey(name), fact as Fact]))
  const values: Record<Fact, string> = { title: '', label: '', basis: '', notice: '' }
  const seen = new Set<Fact>()
  for (const row of rows) {
    const name = row.text('fact', 300)
    const fact = known.get(foldKey(name))
    if (fact === undefined) {
      if (name !== '')
        row.mistake('fact', 'factUnknown', { value: name, allowed: Object.values(facts).join(', ') })
      continue
    }
    if (seen.has(fact)) row.mistake('fact', 'factTwice', { value: name })
    seen.add(fact)
    values[fact] = row.text('content', longest[fact])
    if (fact === 'title' && !row.has('content')) row.mistake('content', 'valueMissing')
  }
  if (rows.length > 0 && !seen.has('title')) {
    findings.mistake({ sheet: factSheet.name, row: 0, column: '' }, 'factMissing', { value: facts.title })
  }
  return values
}
