import { useEffect, useRef, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { outcomePoints } from '../../ui/answer/answer-text.ts'
import { Icon } from '../../ui/icons.tsx'
import classes from './appraisal.module.css'
import { keyOf, type QueueItem } from './queue-item.ts'

type Props = {
  items: readonly QueueItem[]
  current: QueueItem | undefined
  way: 'unit' | 'criterion'
  content: CriteriaContent
  hidden: boolean
  onChoose: (item: QueueItem) => void
}

/** What waits and what is done, in the order of the sheet or of the communes. */
export function QueueList({ items, current, way, content, hidden, onChoose }: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'sheet'])
  const box = useRef<HTMLOListElement>(null)
  const currentKey = current === undefined ? '' : keyOf(current)
  const criteria = new Map(content.criteria.map((criterion) => [criterion.id, criterion]))

  useEffect(() => {
    box.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [currentKey])

  return (
    <ol
      ref={box}
      hidden={hidden}
      className={classes['queue']}
      aria-label={t('queue.label')}
      data-region="queue"
    >
      {items.map((item) => {
        const criterion = criteria.get(item.criterion)
        const code = way === 'unit' ? (criterion?.code ?? '') : ''
        const name = way === 'unit' ? (criterion?.title ?? '') : item.unitName
        const state = item.open ? t('verdict.waiting') : t('queue.done')
        return (
          <li key={keyOf(item)}>
            <button
              type="button"
              className={classes['queued']}
              aria-current={keyOf(item) === currentKey}
              title={`${code} ${name} – ${state}`.trim()}
              data-coded={code !== ''}
              data-open={item.open}
              onClick={() => {
                onChoose(item)
              }}
            >
              <span className={classes['queuedState']} data-open={item.open}>
                <Icon name={item.open ? 'clock' : item.cell.agrees ? 'check' : 'edit'} size="1em" />
                <span className="visually-hidden">{state}</span>
              </span>
              {code !== '' && <span className={classes['queuedCode']}>{code} </span>}
              <span className={classes['queuedName']}>
                {(item.before.differing || item.cell.differing) && (
                  <span className={classes['queuedDiffering']} title={t('queue.differing')}>
                    <Icon name="warning" size="1em" />
                    <span className="visually-hidden">{t('queue.differing')}</span>
                  </span>
                )}
                {name}
              </span>
              <QueuedPoints item={item} />
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** What was claimed, and what it became where the appraisal changed it: "2 → 0", with an arrow down. */
function QueuedPoints({ item }: { item: QueueItem }): ReactElement {
  const { t } = useTranslation(['appraisal', 'sheet'])
  const before = outcomePoints(item.before.outcome, t)
  const after = outcomePoints(item.cell.outcome, t)
  if (item.open || before === after || item.before.outcome.status !== 'points')
    return <span className={classes['queuedPoints']}>{item.open ? before : after}</span>
  const lower = item.cell.outcome.status === 'points' && item.cell.outcome.points < item.before.outcome.points
  return (
    <span className={classes['queuedPoints']} data-change={lower ? 'lower' : 'higher'}>
      <span className={classes['queuedBefore']}>{before}</span> → {after}
      <Icon name={lower ? 'down' : 'up'} size="0.9em" />
      <span className="visually-hidden">{t(lower ? 'queue.lower' : 'queue.higher')}</span>
    </span>
  )
}
