import type { RankingRow } from '../../shared/contract/results.ts'
import { formatPoints } from '../../shared/domain/text/vietnamese.ts'
import type { RankingReport } from './ranking-report.ts'
import type { ReportWords } from './report-words.ts'

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
  return [
    column({ heading: words('ranking.rank'), width: 7, kind: 'count', value: rankOf }),
    column({ heading: words('ranking.unit'), width: 24, kind: 'text', value: (row) => row.unitName }),
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
      width: 9,
      kind: 'points',
      group: true,
      wraps: false,
      value: (row) => points(row.groups[id] ?? null),
    })),
    column({ heading: words('ranking.total'), width: 10, kind: 'total', value: totalOf }),
    column({ heading: words('ranking.band'), width: 16, kind: 'text', value: (row) => row.bandLabel }),
    column({ heading: words('ranking.stars'), width: 7, kind: 'count', value: (row) => row.stars }),
    column({
      heading: words('ranking.failingGates'),
      width: 28,
      kind: 'text',
      value: (row) => row.failingGates.join('; '),
    }),
    column({ heading: words('ranking.gap'), width: 34, kind: 'text', value: (row) => gapText(row, words) }),
    ...(lastYear
      ? [
          column({
            heading: words('ranking.lastTotal'),
            width: 10,
            kind: 'points',
            value: (row) => points(row.lastTotal),
          }),
          column({ heading: words('ranking.change'), width: 9, kind: 'change', value: changeOf }),
        ]
      : []),
    column({
      heading: words('ranking.status'),
      width: 22,
      kind: 'text',
      value: (row) => statusText(row, words),
    }),
  ]
}

/** A unit that was stopped has no place in the order. */
function rankOf({ rank, status }: RankingRow): number | null {
  return status === 'stopped' || rank <= 0 ? null : rank
}

function points(hundredths: number | null): number | null {
  return hundredths === null ? null : hundredths / 100
}

/** While several decisions stand, none of their totals is stated. */
function totalOf({ total, undecided }: RankingRow): number | null {
  return undecided ? null : points(total)
}

function changeOf({ total, lastTotal, undecided }: RankingRow): number | null {
  return lastTotal === null || undecided ? null : (total - lastTotal) / 100
}

function gapText({ gap }: RankingRow, words: ReportWords): string {
  if (gap === null) return ''
  const needs = [
    ...(gap.points > 0 ? [words('ranking.gapPoints', { points: formatPoints(gap.points) })] : []),
    ...gap.gates,
  ]
  return words('ranking.gapTo', { needs: needs.join('; '), label: gap.label })
}

function statusText({ status, complete, differences }: RankingRow, words: ReportWords): string {
  return [
    words(`status.${status}`),
    ...(complete || status === 'stopped' ? [] : [words('ranking.incomplete')]),
    ...(differences > 0 ? [words('ranking.differences', { count: differences })] : []),
  ].join('; ')
}
