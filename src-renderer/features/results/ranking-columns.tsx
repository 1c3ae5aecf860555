import { Tooltip } from '@mantine/core'
import { type ReactElement, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RankingRow } from '../../../shared/contract/results.ts'
import type { Group } from '../../../shared/domain/criteria.ts'
import { pathOfSheet, paths } from '../../app/paths.ts'
import { Badge } from '../../ui/badge.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { formatDay, formatPoints, formatPointsChange } from '../../ui/format.ts'
import { Stars } from '../../ui/stars.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './ranking-columns.module.css'

export type RankingView = 'stars' | 'groups' | 'years'

/** A number that opens the sheet it comes from. */
function SheetLink({ row, children }: { row: RankingRow; children: ReactNode }): ReactElement {
  return (
    <Link href={pathOfSheet(row.assessment)} className={classes['link']}>
      {children}
    </Link>
  )
}

/** The columns of one way of looking at the ranking. */
export function useRankingColumns(
  view: RankingView,
  groups: readonly Group[],
  withDistrict: boolean,
  withRank: boolean,
): readonly Column<RankingRow>[] {
  const { t } = useTranslation(['results', 'common'])
  return useMemo(() => {
    const title = (key: string): { key: string; title: string } => ({ key, title: t(`column.${key}`) })
    const first: Column<RankingRow>[] = [
      ...(withRank
        ? [
            {
              ...title('rank'),
              width: 5,
              align: 'center' as const,
              sortBy: (row: RankingRow) => row.rank,
              cell: (row: RankingRow) => row.rank ?? '–',
            },
          ]
        : []),
      {
        ...title('unit'),
        width: 11,
        grow: true,
        sortBy: (row) => row.unitName,
        cell: (row) => (
          <span className={classes['unit']}>
            <SheetLink row={row}>{row.unitName}</SheetLink>
            {withDistrict && <span className={classes['district']}>{row.districtName}</span>}
          </span>
        ),
      },
      {
        ...title('total'),
        width: 5.5,
        align: 'end',
        firstSort: 'down',
        sortBy: (row) => row.total,
        cell: (row) => <Total row={row} />,
      },
      {
        ...title('stars'),
        width: 7,
        align: 'center',
        firstSort: 'down',
        sortBy: (row) => row.stars + (row.passes ? 0.5 : 0),
        cell: (row) => <Reached row={row} />,
      },
    ]
    switch (view) {
      case 'stars':
        return [
          ...first,
          {
            ...title('status'),
            width: 13,
            sortBy: (row) => row.status,
            cell: (row) => <Decided row={row} />,
          },
          {
            ...title('gates'),
            width: 10,
            firstSort: 'down',
            sortBy: (row) => row.failingGates.length,
            cell: (row) => <Gates row={row} />,
          },
          {
            ...title('gap'),
            width: 11,
            sortBy: (row) => row.gap?.points ?? null,
            cell: (row) => <Gap row={row} />,
          },
        ]
      case 'groups':
        return [
          ...first,
          ...groups.map((group): Column<RankingRow> => ({
            key: group.id,
            title: group.outside ? t('column.outside') : t('column.group', { code: group.code }),
            hint: group.title,
            width: 6,
            align: 'end',
            firstSort: 'down',
            sortBy: (row) => row.groups[group.id] ?? null,
            cell: (row) => (
              <SheetLink row={row}>{formatPoints(row.groups[group.id] ?? null, 'always')}</SheetLink>
            ),
          })),
        ]
      case 'years':
        return [
          ...first,
          {
            ...title('lastTotal'),
            width: 7,
            align: 'end',
            firstSort: 'down',
            sortBy: (row) => row.lastTotal,
            cell: (row) => formatPoints(row.lastTotal, 'always'),
          },
          {
            ...title('change'),
            width: 7,
            align: 'end',
            firstSort: 'down',
            sortBy: (row) => row.change,
            cell: (row) => <Change row={row} />,
          },
          {
            ...title('lastStars'),
            width: 7,
            align: 'center',
            firstSort: 'down',
            sortBy: (row) => row.lastStars,
            cell: (row) =>
              row.lastStars === null ? (
                '–'
              ) : row.lastStars === 0 ? (
                t('noStar')
              ) : (
                <Stars count={row.lastStars} />
              ),
          },
          {
            ...title('aim'),
            width: 7,
            align: 'center',
            firstSort: 'down',
            sortBy: (row) => row.aim,
            cell: (row) => (row.aim === null ? '–' : <Stars count={row.aim} />),
          },
          {
            ...title('aimReached'),
            width: 8,
            firstSort: 'down',
            sortBy: (row) => (row.aim === null ? null : starsOf(row) - row.aim),
            cell: (row) => <Aim row={row} />,
          },
        ]
    }
  }, [t, view, groups, withDistrict, withRank])
}

/**
 * The total, marked where something does not count in it; while only a part is judged, how much. What nobody has appraised is said to be
 * the commune's own.
 */
function Total({ row }: { row: RankingRow }): ReactElement {
  const { t } = useTranslation('results')
  if (row.undecided) return <span title={t('gates.undecidedHint')}>–</span>
  if (row.total === null)
    return row.judged === 0 ? (
      <SheetLink row={row}>–</SheetLink>
    ) : (
      <SheetLink row={row}>
        <span title={t(`partial.${row.standing}`, { judged: row.judged, of: row.of })}>
          – ({row.judged}/{row.of})
        </span>
      </SheetLink>
    )
  return (
    <SheetLink row={row}>
      <strong title={row.differences > 0 ? t('gates.notCounted', { count: row.differences }) : undefined}>
        {formatPoints(row.total, 'always')}
        {row.differences > 0 && <span aria-hidden="true">*</span>}
      </strong>
      {row.differences > 0 && (
        <span className="visually-hidden">{t('gates.notCounted', { count: row.differences })}</span>
      )}
      {!row.finished && <span className={classes['mark']}> {t('selfScored')}</span>}
    </SheetLink>
  )
}

/** What the criteria alone give. */
function Reached({ row }: { row: RankingRow }): ReactElement {
  return row.stars > 0 ? (
    <Stars count={row.stars} />
  ) : (
    <span className={classes['soft']} title={row.bandLabel}>
      {row.bandLabel === '' ? '–' : row.bandLabel}
    </span>
  )
}

/** Where the sheet stands; once it is decided, by which paper, and why where the criteria give something else. */
function Decided({ row }: { row: RankingRow }): ReactElement {
  const { t } = useTranslation('results')
  const { recognition } = row
  if (recognition === null) return <StatusBadge status={row.status} />
  const { number, day, reason } = recognition
  const paper =
    day === null ? t('decisionNumber', { number }) : t('decision', { number, day: formatDay(day) })
  return (
    <span className={classes['unit']}>
      <span>
        <StatusBadge status={row.status} stars={recognition.stars} />
      </span>
      {number !== '' && <span className={classes['soft']}>{paper}</span>}
      {row.againstRule && <span className={classes['against']}>{t('againstRule', { reason })}</span>}
    </span>
  )
}

/** The stars that were decided, or those of the criteria. */
function starsOf({ recognition, stars }: RankingRow): number {
  return recognition?.stars ?? stars
}

/** Which conditions fail, what is missing or differs. */
function Gates({ row }: { row: RankingRow }): ReactElement {
  const { t } = useTranslation('results')
  if (row.total === null && !row.undecided) return <span className={classes['soft']}>–</span>
  return (
    <span className={classes['marks']}>
      {row.failingGates.length > 0 && (
        <Tooltip label={row.failingGates.join('; ')}>
          <span tabIndex={0}>
            <Badge tone="bad">{t('gates.failing', { count: row.failingGates.length })}</Badge>
          </span>
        </Tooltip>
      )}
      {!row.complete && !row.undecided && <Badge tone="quiet">{t('gates.incomplete')}</Badge>}
      {row.differences > 0 && (
        <Link href={paths.review} className={classes['link']}>
          <Badge tone="warn">
            {row.undecided ? t('gates.undecided') : t('gates.differences', { count: row.differences })}
          </Badge>
        </Link>
      )}
      {row.failingGates.length === 0 && row.complete && row.differences === 0 && (
        <Badge tone="good">{t('gates.met')}</Badge>
      )}
    </span>
  )
}

/** "Còn 1,2 điểm để đạt 3★". */
function Gap({ row }: { row: RankingRow }): ReactElement {
  const { t } = useTranslation('results')
  const { gap } = row
  // Nothing above it, a level that was decided, or a sheet that nobody has touched yet.
  if (gap === null)
    return (
      <span className={classes['soft']}>
        {row.passes && row.recognition?.recognised !== true ? t('gap.top') : '–'}
      </span>
    )
  const needs = [
    ...(gap.points > 0 ? [t('gap.points', { points: formatPoints(gap.points) })] : []),
    ...(gap.gates.length > 0 ? [t('gap.gates', { count: gap.gates.length })] : []),
  ].join(', ')
  return (
    <span className={classes['soft']} title={[gap.label, ...gap.gates].join('; ')}>
      {gap.stars > 0
        ? t('gap.toStars', { stars: gap.stars, needs })
        : t('gap.toBand', { label: gap.label, needs })}
    </span>
  )
}

function Change({ row }: { row: RankingRow }): ReactElement {
  const { t } = useTranslation('results')
  const { change } = row
  if (change === null) return <span title={row.lastTotal === null ? undefined : t('notComparable')}>–</span>
  return (
    <span data-change={change > 0 ? 'up' : change < 0 ? 'down' : 'none'} className={classes['change']}>
      {formatPointsChange(change, 'always')}
    </span>
  )
}

function Aim({ row }: { row: RankingRow }): ReactElement | null {
  const { t } = useTranslation('results')
  if (row.aim === null) return null
  // until it is through, it has neither reached nor missed what it aims at
  if (!row.finished && row.recognition === null) return <>–</>
  const stars = starsOf(row)
  return stars >= row.aim ? (
    <Badge tone="good">{t('aim.reached')}</Badge>
  ) : (
    <Badge tone="warn">{t('aim.missing', { count: row.aim - stars })}</Badge>
  )
}
