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

/** Which columns a sheet needs: last year's points and the stages of its cycle. */
export function shownColumns(has: {
  lastYear: boolean
  appraisal: boolean
  verification: boolean
}): ShownColumns {
  return columns.filter((column) => {
    if (column === 'lastYear') return has.lastYear
    if (column === 'appraisal') return has.appraisal
    if (column === 'verification') return has.verification
    return true
  })
}

/** Least width in rem; those with a `share` take what is left. */
const widths: Readonly<Record<ColumnId, { least: number; share?: string }>> = {
  code: { least: 2.9 },
  title: { least: 12, share: '1fr' },
  max: { least: 3.2 },
  lastYear: { least: 3.6 },
  answer: { least: 8.2, share: '10.5rem' },
  self: { least: 3.6 },
  appraisal: { least: 4.1 },
  verification: { least: 3.6 },
  evidence: { least: 4.3 },
  state: { least: 5.6, share: '7rem' },
}

/** The grid's columns and its least width as CSS. */
export function gridMeasures(shown: ShownColumns): { columns: string; least: string } {
  const columns = shown.map((column) => {
    const { least, share } = widths[column]
    return share === undefined ? `${least}rem` : `minmax(${least}rem, ${share})`
  })
  const least = shown.reduce((sum, column) => sum + widths[column].least, 0)
  return { columns: columns.join(' '), least: `${least.toFixed(1)}rem` }
}
