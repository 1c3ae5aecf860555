import type { RankingRow } from '../../shared/contract/results.ts'
import { formatPoints } from '../../shared/domain/text/vietnamese.ts'
import { bodySize } from './official-page.ts'
import type { RankingReport } from './ranking-report.ts'
import { decisionPaper, type ReportWords } from './report-words.ts'
import { widthFor } from './row-height.ts'

/** A column of the ranking: its heading, how it looks, and what a row says in it. */
export type RankingColumn = Readonly<{
  heading: string
  width: number
  kind: 'text' | 'count' | 'points' | 'total' | 'change'
  /** One of the groups of criteria. */
  group: boolean
  /** Long texts that may need several lines. */
  wraps: boolean
  value: (row: RankingRow) => string | number | null
}>

/** Letters differ in width: what a short text may need beyond the average. */
const spareWidth = 2.5

type Described = Pick<RankingColumn, 'heading' | 'width' | 'kind' | 'value'>

/** The columns that this ranking needs: the districts only where there are several, last year only where it is known. */
export function rankingColumns(
  { rows, groups }: Pick<RankingReport, 'rows' | 'groups'>,
  words: ReportWords,
): readonly RankingColumn[] {
  const column = (described: Described): RankingColumn => ({
    ...described,
    group: false,
    wraps: described.kind === 'text',
  })
  const severalDistricts = new Set(rows.map(({ districtName }) => districtName)).size > 1
  const lastYear = rows.some(({ lastTotal }) => lastTotal !== null)
  const decided = rows.some(({ recognition }) => recognition !== null)
  const columns = [
    column({ heading: words('ranking.rank'), width: 7, kind: 'count', value: (row) => row.rank }),
    column({ heading: words('ranking.unit'), width: 30, kind: 'text', value: (row) => row.unitName }),
    ...(severalDistricts
      ? [
          column({
            heading: words('ranking.district'),
            width: 20,
            kind: 'text',
            value: (row) => row.districtName,
          }),
        ]
      : []),
    ...groups.map(({ id, code, max }): RankingColumn => ({
      heading: words('ranking.group', { code, max: formatPoints(max) }),
      width: 9.2,
      kind: 'points',
      group: true,
      wraps: false,
      value: (row) => (row.finished ? points(row.groups[id] ?? null) : null),
    })),
    column({ heading: words('ranking.total'), width: 10, kind: 'total', value: totalOf }),
    column({
      heading: words('ranking.band'),
      width: 16,
      kind: 'text',
      value: (row) => ofFinished(row, row.bandLabel),
    }),
    column({
      heading: words('ranking.failingGates'),
      width: 28,
      kind: 'text',
      value: (row) => ofFinished(row, row.failingGates.join('; ')),
    }),
    column({
      heading: words('ranking.gap'),
      width: 34,
      kind: 'text',
      value: (row) => ofFinished(row, gapText(row, words)),
    }),
    ...(decided
      ? [
          column({
            heading: words('ranking.recognition'),
            width: 30,
            kind: 'text',
            value: (row) => recognitionText(row, words),
          }),
        ]
      : []),
    ...(lastYear
      ? [
          column({
            heading: words('ranking.lastTotal'),
            width: 10,
            kind: 'points',
            value: (row) => points(row.lastTotal),
          }),
          column({
            heading: words('ranking.change'),
            width: 9.2,
            kind: 'change',
            value: ({ change }) => points(change),
          }),
        ]
      : []),
    column({
      heading: words('ranking.status'),
      width: 38,
      kind: 'text',
      value: (row) => statusText(row, words),
    }),
  ]
  return columns.map((each) => (each.kind === 'text' ? { ...each, width: fittedWidth(each, rows) } : each))
}

/** A column of texts is as wide as its longest text or heading word needs, up to the width that was meant for it. */
function fittedWidth({ heading, width, value }: RankingColumn, rows: readonly RankingRow[]): number {
  const least = Math.max(...heading.split(' ').map(({ length }) => length), 9)
  const longest = rows.reduce((most, row) => Math.max(most, String(value(row) ?? '').length), least)
  return Math.min(width, widthFor(longest, bodySize) + spareWidth)
}

/** What the points say; nothing is said from a part of them. */
function ofFinished({ finished }: RankingRow, text: string): string {
  return finished ? text : ''
}

function points(hundredths: number | null): number | null {
  return hundredths === null ? null : hundredths / 100
}

function totalOf({ total, finished }: RankingRow): number | null {
  return finished ? points(total) : null
}

/** "Công nhận 3★ (Quyết định số 710/QĐ-UBND ngày 17/4/2024)", and why where the criteria say something else. */
function recognitionText({ recognition, againstRule }: RankingRow, words: ReportWords): string {
  if (recognition === null) return ''
  const { recognised, stars, number, day, reason } = recognition
  const paper = decisionPaper(number, day, words)
  const result = words(recognised ? 'ranking.recognisedWith' : 'ranking.notRecognised', { stars })
  return [
    paper === '' ? result : `${result} (${paper})`,
    ...(againstRule ? [words('ranking.againstRule', { reason })] : []),
  ].join('; ')
}

function gapText({ gap }: RankingRow, words: ReportWords): string {
  if (gap === null) return ''
  const needs = [
    ...(gap.points > 0 ? [words('ranking.gapPoints', { points: formatPoints(gap.points) })] : []),
    ...gap.gates,
  ]
  return words('ranking.gapTo', { needs: needs.join('; '), label: gap.label })
}

function statusText(row: RankingRow, words: ReportWords): string {
  const { status, standing, complete, differences, finished, undecided, judged, of } = row
  return [
    words(`status.${status}`),
    ...(undecided ? [words('ranking.undecided')] : []),
    ...(finished || undecided || judged === 0 ? [] : [words(`ranking.progress.${standing}`, { judged, of })]),
    ...(complete || !finished ? [] : [words('ranking.incomplete')]),
    ...(differences > 0 ? [words('ranking.differences', { count: differences })] : []),
  ].join('; ')
}
