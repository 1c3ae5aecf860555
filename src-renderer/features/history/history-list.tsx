import { Button, UnstyledButton } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HistoryEntry as Entry } from '../../../shared/contract/history.ts'
import { pathOfSheet } from '../../app/paths.ts'
import { useMay } from '../../app/session.ts'
import { useCommand } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatDate, formatHour, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import classes from './history-list.module.css'

/** So many changes of one act show at once; the rest unfolds. */
const shownAtOnce = 3

/** Entries under the day on which they were made. */
export function HistoryList({ entries }: { entries: readonly Entry[] }): ReactElement {
  const { t } = useTranslation(['history', 'common'])
  const undo = useCommand('history.undo')
  const [asking, setAsking] = useState<Entry | null>(null)
  const days = Map.groupBy(entries, ({ author }) => formatDate(author.time))

  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h2 className={classes['day']}>{day}</h2>
          <ul className={classes['list']}>
            {ofDay.map((entry) => (
              <li key={entry.author.entry} className={classes['entry']}>
                <EntryView entry={entry} onUndo={setAsking} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <ConfirmDialog
        opened={asking !== null}
        title={t('undo.title')}
        confirm={t('undo.action')}
        busy={undo.isPending}
        onConfirm={() => {
          if (asking === null) return
          undo.mutate(
            { entry: asking.author.entry },
            {
              onSuccess: () => {
                setAsking(null)
                notifyDone(t('undo.done'))
              },
            },
          )
        }}
        onClose={() => {
          undo.reset()
          setAsking(null)
        }}
      >
        {asking !== null && <Changes entry={asking} />}
        <p className={classes['soft']}>{t('undo.hint')}</p>
        <ErrorSentence error={undo.error} />
      </ConfirmDialog>
    </>
  )
}

function EntryView({ entry, onUndo }: { entry: Entry; onUndo: (entry: Entry) => void }): ReactElement {
  const { t } = useTranslation('history')
  const mayUndo = useMay('score')
  const { author } = entry
  return (
    <>
      <time className={classes['hour']} dateTime={new Date(author.time).toISOString()}>
        {formatHour(author.time)}
      </time>
      <div className={classes['words']}>
        <p>
          <strong>{t(`action.${entry.action}`, { defaultValue: entry.action })}</strong>
          {entry.unitName !== '' && (
            <>
              {' · '}
              {entry.assessment === null ? (
                entry.unitName
              ) : (
                <Link href={pathOfSheet(entry.assessment)}>{entry.unitName}</Link>
              )}
            </>
          )}
        </p>
        <Changes entry={entry} />
        <p className={classes['soft']}>
          <bdi>{author.officer}</bdi> · <bdi>{author.unitName}</bdi> · <bdi>{author.deviceName}</bdi>
          {entry.arrived !== null && <> · {t('arrived', { time: formatTime(entry.arrived) })}</>}
        </p>
        {author.onBehalf !== null && (
          <p className={classes['soft']}>
            {t('onBehalf', { unit: author.onBehalf.unitName, paper: author.onBehalf.paper })}
          </p>
        )}
        {author.reason !== null && (
          <p className={classes['reason']}>{t('reason', { reason: author.reason })}</p>
        )}
      </div>
      {entry.undoable && mayUndo && (
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<Icon name="undo" />}
          onClick={() => {
            onUndo(entry)
          }}
        >
          {t('undo.action')}
        </Button>
      )}
    </>
  )
}

function Changes({ entry }: { entry: Entry }): ReactElement {
  const { t } = useTranslation(['history', 'common'])
  const [all, setAll] = useState(false)
  const shown = all ? entry.changes : entry.changes.slice(0, shownAtOnce)
  const hidden = entry.changes.length - shownAtOnce
  return (
    <>
      <ul className={classes['changes']}>
        {shown.map((change, index) => (
          <li key={index}>
            <span>
              {change.label}
              {(change.before !== null || change.after !== null) && ':'}
            </span>
            {(change.before !== null || change.after !== null) && (
              <span className={classes['values']}>
                {change.before !== null && <del>{change.before}</del>}
                {change.before !== null && <span aria-hidden="true"> → </span>}
                <ins>{change.after ?? t('emptied')}</ins>
              </span>
            )}
            {!change.counted && (
              <Badge>
                {t(change.reason === null ? 'notCounted' : `uncounted.${change.reason}`, {
                  defaultValue: t('notCounted'),
                })}
              </Badge>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <UnstyledButton
          className={classes['more']}
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
          }}
        >
          {all ? t('common:hideDetails') : t('moreChanges', { count: hidden })}
        </UnstyledButton>
      )}
    </>
  )
}
