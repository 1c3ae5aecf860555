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

const widths: Readonly<Record<ColumnId, string>> = {
  code: '3.1rem',
  title: 'minmax(11rem, 1fr)',
  max: '3.3rem',
  lastYear: '3.9rem',
  answer: 'minmax(8rem, 11rem)',
  self: '4.1rem',
  appraisal: '4.6rem',
  verification: '4.1rem',
  evidence: '3.4rem',
  state: 'minmax(5.5rem, 8rem)',
}

/** The grid's columns as CSS. */
export function gridTemplate(shown: ShownColumns): string {
  return shown.map((column) => widths[column]).join(' ')
}
