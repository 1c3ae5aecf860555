import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import type { CriteriaVersionId } from '../../../shared/domain/ids.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { answerInShort } from '../../ui/answer/answer-text.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { formatPoints, formatTime } from '../../ui/format.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './as-of-page.module.css'

type Sheet = Output<'asOf.sheet'>
type Row = Sheet['rows'][number]

type Props = { sheet: Sheet; version: CriteriaVersionId; onBack: () => void }

/** One sheet as it stood, and now: what changed, and by which acts. */
export function SheetThen({ sheet, version, onBack }: Props): ReactElement {
  const { t } = useTranslation(['asOf', 'common', 'history', 'sheet'])
  const criteria = useQueryCall('criteria.version', { version }).data?.content.criteria ?? []
  const byId = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const changed = sheet.rows.filter((row) => row.changed)
  const columns: Column<Row>[] = [
    {
      key: 'criterion',
      title: t('column.criterion'),
      width: 14,
      grow: true,
      cell: ({ criterion, stage }) => {
        const known = byId.get(criterion)
        const name = known === undefined ? criterion : `${known.code} ${known.title}`
        return (
          <>
            {name} <span className={classes['soft']}>({t(`common:stage.${stage}`)})</span>
          </>
        )
      },
    },
    { key: 'then', title: t('column.then'), width: 10, cell: (row) => inWords(row.then, row.criterion) },
    { key: 'now', title: t('column.now'), width: 10, cell: (row) => inWords(row.now, row.criterion) },
    {
      key: 'author',
      title: t('column.by'),
      width: 14,
      grow: true,
      cell: ({ author }) => author !== null && <AuthorLine author={author} />,
    },
  ]
  return (
    <>
      <Card
        title={t('sheetTitle', { unit: sheet.unitName, cycle: sheet.cycleName })}
        actions={
          <Button variant="default" onClick={onBack}>
            {t('toRanking')}
          </Button>
        }
      >
        <FactList
          facts={[
            { name: t('column.totalThen'), value: headOf(sheet.then) },
            { name: t('column.totalNow'), value: headOf(sheet.now) },
          ]}
        />
      </Card>
      <Card title={t('changedTitle', { count: changed.length })} padding="none" grow>
        <DataTable
          label={t('changedTitle', { count: changed.length })}
          columns={columns}
          rows={changed}
          rowKey={(row) => `${row.criterion} ${row.stage}`}
          empty={t('noChange')}
          maxHeight={18}
        />
      </Card>
      <Card title={t('actsTitle', { count: sheet.since })}>
        <ul className={classes['acts']}>
          {sheet.acts.map(({ author, action, arrived }) => (
            <li key={author.entry}>
              <strong>{t(`history:action.${action}`, { defaultValue: action })}</strong>{' '}
              <span className={classes['soft']}>{t('arrived', { time: formatTime(arrived) })}</span>
              <br />
              <AuthorLine author={author} />
            </li>
          ))}
        </ul>
      </Card>
    </>
  )

  function headOf(head: Sheet['then']): ReactElement {
    if (head === null) return <>{t('unknownThen')}</>
    return (
      <>
        {formatPoints(head.total)} <StatusBadge status={head.status} stars={head.stars} />
      </>
    )
  }

  function inWords(cell: Row['then'], id: Row['criterion']): string {
    const criterion: Criterion | undefined = byId.get(id)
    if (cell?.answer == null || criterion === undefined) return t('noAnswer')
    const points = cell.outcome.status === 'points' ? formatPoints(cell.outcome.points) : '–'
    return t('answer', { answer: answerInShort(criterion, cell.answer, t), points })
  }
}
