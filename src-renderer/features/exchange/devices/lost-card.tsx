import { Button, Checkbox, Group } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LostWork } from '../../../../shared/contract/trust.ts'
import { useCommand, useQueryCall } from '../../../app/use-call.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatTime } from '../../../ui/format.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import classes from './devices.module.css'

const byName = new Intl.Collator('vi', { numeric: true })

/** Work of this unit that is kept but does not count, to be taken over value by value. Nothing when there is none. */
export function LostCards({ mayManage }: { mayManage: boolean }): ReactElement {
  const all = useQueryCall('trust.lost', {}).data ?? []
  return (
    <>
      {all.map((work) => (
        <LostCard key={work.device} work={work} mayManage={mayManage} />
      ))}
    </>
  )
}

function LostCard({ work, mayManage }: { work: LostWork; mayManage: boolean }): ReactElement {
  const { t } = useTranslation('devices')
  const adopt = useCommand('trust.adopt')
  /** By field what a person chose; null: nothing of it. */
  const [picked, setPicked] = useState<ReadonlyMap<string, string | null>>(new Map())
  const fields = work.fields.toSorted(
    (a, b) => byName.compare(a.unitName, b.unitName) || byName.compare(a.label, b.label) || b.time - a.time,
  )
  const chosen = fields.filter(({ key, field, suggested }) => {
    const choice = picked.get(field)
    return choice === undefined ? suggested : choice === key
  })
  const isSeveral = new Set(fields.map(({ field }) => field)).size < fields.length
  return (
    <Card title={t('lost.title', { name: work.deviceName })}>
      <p>{t(`lost.reason.${work.reason}`)}</p>
      {isSeveral && <p>{t('lost.several')}</p>}
      <div className={classes['scroll']} data-scrolls tabIndex={0} role="region" aria-label={t('lost.table')}>
        <table className={classes['table']}>
          <thead>
            <tr>
              <th>{t('lost.take')}</th>
              <th>{t('lost.what')}</th>
              <th>{t('lost.lost')}</th>
              <th>{t('lost.now')}</th>
              <th>{t('lost.who')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.key}>
                <td>
                  <Checkbox
                    aria-label={t('lost.takeThis', {
                      label: field.label,
                      value: field.lost ?? t('lost.empty'),
                    })}
                    checked={chosen.includes(field)}
                    disabled={!mayManage}
                    onChange={(event) => {
                      const key = event.currentTarget.checked ? field.key : null
                      setPicked(new Map([...picked, [field.field, key]]))
                    }}
                  />
                </td>
                <td>
                  {field.label}
                  <span className={classes['soft']}> {field.unitName}</span>
                </td>
                <td>{field.lost ?? t('lost.empty')}</td>
                <td>{field.now ?? t('lost.empty')}</td>
                <td>
                  {field.officer}, {formatTime(field.time)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {work.others > 0 && <p className={classes['soft']}>{t('lost.others', { count: work.others })}</p>}
      <ErrorSentence error={adopt.error} />
      {mayManage && (
        <Group justify="flex-end">
          <Button
            disabled={chosen.length === 0}
            loading={adopt.isPending}
            onClick={() => {
              adopt.mutate(
                { device: work.device, fields: chosen.map(({ key }) => key) },
                {
                  onSuccess: ({ adopted }) => {
                    setPicked(new Map())
                    notifyDone(t('lost.done', { count: adopted }))
                  },
                },
              )
            }}
          >
            {t('lost.adopt', { count: chosen.length })}
          </Button>
        </Group>
      )}
    </Card>
  )
}
