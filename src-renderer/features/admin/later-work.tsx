import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallName, Output } from '../../../shared/contract/contract.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { Card } from '../../ui/card.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount } from '../../ui/format.ts'
import { notifyDone } from '../../ui/notify.tsx'
import classes from './later-work.module.css'

type Work = Output<'units.laterWork'>[number]

/** What a unit's former superior wrote after the unit had moved; who looks after the units may let it count. Nothing: nothing shows. */
export function LaterWork(): ReactElement | null {
  const { t } = useTranslation('admin')
  const { data, error } = useQueryCall('units.laterWork', {})
  const [asking, setAsking] = useState<Work | null>(null)
  if (error !== null) return <ErrorSentence error={error} />
  if (data === undefined || data.length === 0) return null
  return (
    <Card title={t('units.later.title')}>
      <p className={classes['text']}>{t('units.later.text')}</p>
      <ul className={classes['list']}>
        {data.map((work) => (
          <li key={`${work.unit.id} ${work.former}`} className={classes['item']}>
            <WorkOf
              work={work}
              onTake={() => {
                setAsking(work)
              }}
            />
          </li>
        ))}
      </ul>
      {asking !== null && (
        <TakeDialog
          work={asking}
          onClose={() => {
            setAsking(null)
          }}
        />
      )}
    </Card>
  )
}

function WorkOf({ work, onTake }: { work: Work; onTake: () => void }): ReactElement {
  const { t } = useTranslation(['admin', 'history'])
  const words = wordsOf(work)
  const more = work.entries - work.acts.length
  return (
    <>
      <div className={classes['head']}>
        <strong>{t('units.later.of', words)}</strong>
        <Button
          variant="default"
          aria-label={`${t('units.later.take')}: ${t('units.later.of', words)}`}
          onClick={onTake}
        >
          {t('units.later.take')}
        </Button>
      </div>
      <ul className={classes['acts']}>
        {work.acts.map(({ action, author }) => (
          <li key={author.entry}>
            {t(`history:action.${action as CallName}`, { defaultValue: action })}
            <AuthorLine author={author} />
          </li>
        ))}
        {more > 0 && <li>{t('units.later.more', { formatted: formatCount(more) })}</li>}
      </ul>
    </>
  )
}

function TakeDialog({ work, onClose }: { work: Work; onClose: () => void }): ReactElement {
  const { t } = useTranslation('admin')
  const take = useCommand('units.takeLaterWork')
  const { unit, former, until } = work
  const words = wordsOf(work)
  return (
    <ConfirmDialog
      opened
      title={t('units.later.takeOf', words)}
      confirm={t('units.later.take')}
      busy={take.isPending}
      onConfirm={() => {
        take.mutate(
          { unit: unit.id, former, until },
          {
            onSuccess: () => {
              notifyDone(t('units.later.done', words))
              onClose()
            },
          },
        )
      }}
      onClose={onClose}
    >
      <p>{t('units.later.confirm', words)}</p>
      <ErrorSentence error={take.error} />
    </ConfirmDialog>
  )
}

function wordsOf({ unit, formerName, entries }: Work): { unit: string; former: string; formatted: string } {
  return { unit: unit.name, former: formerName, formatted: formatCount(entries) }
}
