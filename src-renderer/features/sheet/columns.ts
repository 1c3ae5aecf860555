/** The columns of the sheet, left to right. */
export const columns = [
  'code',
  'title',
  'max',
  'lastYear',
  'answer',
  'self',
  'appraisal',
  'verification',
  'evidence',
  'state',
] as const
export type ColumnId = (typeof columns)[number]

/** Columns that only show when the sheet has something for them. */
export type ShownColumns = readonly ColumnId[]

/** Which columns a sheet needs: last year's points, the stages that have spoken, the marks of its rows. */
export function shownColumns(has: {
  lastYear: boolean
  appraisal: boolean
  verification: boolean
  state: boolean
}): ShownColumns {
  return columns.filter((column) => {
    if (column === 'lastYear') return has.lastYear
    if (column === 'appraisal') return has.appraisal
    if (column === 'verification') return has.verification
    if (column === 'state') return has.state
    return true
  })
}

/** Least width in rem; those with a `share` take what is left. */
const widths: Readonly<Record<ColumnId, { least: number; share?: string }>> = {
  code: { least: 2.9 },
  title: { least: 10.8, share: '1fr' },
  max: { least: 3.2 },
  lastYear: { least: 3.6 },
  answer: { least: 7.7, share: '0.55fr' },
  self: { least: 3.6 },
  appraisal: { least: 4.1 },
  verification: { least: 3.6 },
  evidence: { least: 4.3 },
  state: { least: 5.2, share: '0.2fr' },
}

/** What the side panel shows as well, in the order in which it goes where there is no room. */
const dispensable: readonly ColumnId[] = ['lastYear', 'max']

/** The columns that find room in so many rem; null is a width not yet known. */
export function fittingColumns(shown: ShownColumns, room: number | null): ShownColumns {
  let fitting = shown
  for (const column of dispensable) {
    if (room === null || leastWidth(fitting) <= room) break
    fitting = fitting.filter((each) => each !== column)
  }
  return fitting
}

function leastWidth(shown: ShownColumns): number {
  return shown.reduce((sum, column) => sum + widths[column].least, 0)
}

/** The grid's columns and its least width as CSS. */
export function gridMeasures(shown: ShownColumns): { columns: string; least: string } {
  const columns = shown.map((column) => {
    const { least, share } = widths[column]
    return share === undefined ? `${least}rem` : `minmax(${least}rem, ${share})`
  })
  return { columns: columns.join(' '), least: `${leastWidth(shown).toFixed(1)}rem` }
}
