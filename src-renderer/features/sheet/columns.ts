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

/** Least width in rem; `calm`: with its heading on one line, where there is room; those with a `share` take what is left. */
const widths: Readonly<Record<ColumnId, { least: number; calm?: number; share?: string }>> = {
  code: { least: 2.9 },
  title: { least: 9.9, share: '1fr' },
  max: { least: 3.2, calm: 3.7 },
  lastYear: { least: 3.6, calm: 5.2 },
  answer: { least: 7.1, share: '0.55fr' },
  self: { least: 3.6, calm: 4.4 },
  appraisal: { least: 4.1, calm: 5.2 },
  verification: { least: 3.6, calm: 4.6 },
  evidence: { least: 4.3, calm: 5.8 },
  state: { least: 6.7 },
}

/** Names and answers keep this much before headings are given a line. */
const calmTitle = 16
const calmAnswer = 9

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

/** The grid's columns, its least width and the height of its headings as CSS, for so many rem of room. */
export function gridMeasures(
  shown: ShownColumns,
  room: number | null,
): { columns: string; least: string; head: string } {
  const calmWidth = shown.reduce(
    (sum, column) =>
      sum +
      (column === 'title'
        ? calmTitle
        : column === 'answer'
          ? calmAnswer
          : (widths[column].calm ?? widths[column].least)),
    0,
  )
  const calm = room !== null && calmWidth <= room
  const columns = shown.map((column) => {
    const { least, calm: wider, share } = widths[column]
    return share === undefined ? `${calm ? (wider ?? least) : least}rem` : `minmax(${least}rem, ${share})`
  })
  return {
    columns: columns.join(' '),
    least: `${leastWidth(shown).toFixed(1)}rem`,
    head: calm ? '1.6rem' : '2.4rem',
  }
}
