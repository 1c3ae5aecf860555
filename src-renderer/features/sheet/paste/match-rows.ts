import type { CriteriaContent, Criterion } from '../../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'

/** Lays a pasted block over the sheet: by the criteria's codes when the block has them, else by order. */

export type MatchedRow = Readonly<{
  /** Line of the block, from 1. */
  line: number
  criterion: Criterion | null
  cells: readonly string[]
  /** `skipped`: a heading, a group or a total; `blank`: nothing that could change anything. */
  state: 'matched' | 'skipped' | 'blank' | 'noCriterion' | 'twice'
}>

export type MatchedBlock = Readonly<{ by: 'code' | 'order'; rows: readonly MatchedRow[] }>

/** "1,1", "1.1.", "Tiêu chí 1.1" all mean the code 1.1. */
function plainCode(text: string): string {
  return text
    .toLowerCase()
    .replace(/^tiêu chí\s+/, '')
    .replaceAll(',', '.')
    .replace(/[.\s]+$/, '')
}

const totalLine = /^(?:tổng|cộng|total)(?:\s|$|:)/i
const headingOfTable = /^(?:mã|mã số|stt|tt|số tt|code|no\.?)$/i

/**
 * Matches each line of the block. In order mode lines go to the criteria from `from` downwards; lines that name a group or a
 * total are skipped, and blank lines use up their criterion: a blank cell changes nothing.
 *
 * @param withGroupLines the block was copied with its group lines: they use up a line where the sheet has a group.
 */
export function matchRows(
  block: readonly (readonly string[])[],
  content: CriteriaContent,
  from: CriterionId,
  withGroupLines: boolean,
): MatchedBlock {
  const codeColumn = findCodeColumn(block, content)
  return codeColumn === null
    ? byOrder(block, content, from, withGroupLines)
    : byCode(block, content, codeColumn)
}

/** The column in which most of the filled cells are codes of this set; one alone would be chance. */
function findCodeColumn(block: readonly (readonly string[])[], content: CriteriaContent): number | null {
  const codes = new Set(content.criteria.map(({ code }) => plainCode(code)))
  const width = Math.max(...block.map((row) => row.length))
  if (width < 2) return null
  for (let column = 0; column < width - 1; column += 1) {
    const filled = block.flatMap((row) =>
      isHeading(row, content) || (row[column] ?? '') === '' ? [] : [row[column] ?? ''],
    )
    const known = filled.map(plainCode).filter((code) => codes.has(code))
    // Codes differ from line to line; points like "1.5" repeat and are no codes of most sets.
    const different = new Set(known).size
    if (
      known.length * 2 > filled.length &&
      (different > 1 || block.length === 1) &&
      different * 2 > known.length
    )
      return column
  }
  return null
}

function byCode(
  block: readonly (readonly string[])[],
  content: CriteriaContent,
  column: number,
): MatchedBlock {
  const criteria = new Map(content.criteria.map((criterion) => [plainCode(criterion.code), criterion]))
  const start = firstValueColumn(block, column + 1, content)
  const met = new Set<CriterionId>()
  const rows = block.map((row, index): MatchedRow => {
    const line = index + 1
    const code = plainCode(row[column] ?? '')
    const cells = row.slice(start)
    const criterion = criteria.get(code) ?? null
    if (criterion === null)
      return {
        line,
        criterion,
        cells,
        state: isHeading(row, content) || cells.every((cell) => cell === '') ? 'skipped' : 'noCriterion',
      }
    if (met.has(criterion.id)) return { line, criterion, cells, state: 'twice' }
    met.add(criterion.id)
    return { line, criterion, cells, state: cells.every((cell) => cell === '') ? 'blank' : 'matched' }
  })
  return { by: 'code', rows }
}

/** Between the code and the figures may stand titles, maxima or units in words: columns of long words are no values. */
function firstValueColumn(
  block: readonly (readonly string[])[],
  from: number,
  content: CriteriaContent,
): number {
  const labels = new Set(
    content.criteria.flatMap(({ rule }) =>
      rule.kind === 'choice'
        ? rule.options.map(({ label }) => label.toLowerCase())
        : rule.kind === 'yesNo'
          ? [rule.yesLabel.toLowerCase(), rule.noLabel.toLowerCase()]
          : [],
    ),
  )
  const width = Math.max(...block.map((row) => row.length))
  for (let column = from; column < width - 1; column += 1) {
    const filled = block.map((row) => row[column] ?? '').filter((cell) => cell !== '')
    const wordy = filled.filter(
      (cell) => cell.length > 6 && /\p{L}/u.test(cell) && !labels.has(cell.toLowerCase()),
    )
    if (wordy.length * 2 <= filled.length) return column
  }
  return width - 1
}

function byOrder(
  block: readonly (readonly string[])[],
  content: CriteriaContent,
  from: CriterionId,
  withGroupLines: boolean,
): MatchedBlock {
  const ordered = content.groups.flatMap(({ id }) => content.criteria.filter(({ group }) => group === id))
  let at = ordered.findIndex(({ id }) => id === from)
  let group = ordered[at]?.group
  const rows = block.map((row, index): MatchedRow => {
    const line = index + 1
    const criterion = ordered[at] ?? null
    if (withGroupLines && criterion !== null && criterion.group !== group) {
      group = criterion.group
      return { line, criterion: null, cells: row, state: 'skipped' }
    }
    if (isHeading(row, content)) return { line, criterion: null, cells: row, state: 'skipped' }
    const blank = row.every((cell) => cell === '')
    at += 1
    if (criterion === null) return { line, criterion, cells: row, state: blank ? 'blank' : 'noCriterion' }
    return { line, criterion, cells: row, state: blank ? 'blank' : 'matched' }
  })
  return { by: 'order', rows }
}

/** A line that names a group, a total, or the heading of a table. */
function isHeading(row: readonly string[], content: CriteriaContent): boolean {
  return row.some((cell) => {
    const text = cell.toLowerCase()
    if (text === '') return false
    if (totalLine.test(text) || headingOfTable.test(text)) return true
    return content.groups.some(
      ({ code, title }) =>
        text === title.toLowerCase() ||
        text.replace(/^[\divxlc]+[.)]\s*/, '') === title.toLowerCase().replace(/^[\divxlc]+[.)]\s*/, '') ||
        (row[0] === cell && /\D/.test(code) && plainCode(text) === plainCode(code)),
    )
  })
}

/** Whether a block of this height fits the sheet's lines from `from` downwards only with the group lines counted in. */
export function hasGroupLines(height: number, content: CriteriaContent, from: CriterionId): boolean {
  const ordered = content.groups.flatMap(({ id }) => content.criteria.filter(({ group }) => group === id))
  const at = ordered.findIndex(({ id }) => id === from)
  const below = ordered.slice(at)
  const groupsBelow = new Set(below.map(({ group }) => group)).size - 1
  return groupsBelow > 0 && height === below.length + groupsBelow
}
