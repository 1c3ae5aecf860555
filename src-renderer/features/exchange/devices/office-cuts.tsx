import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import { useCommand, useQueryCall } from '../../../app/use-call.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { dayOf, HowMuchCounts, isChosen, type HowMuch } from './how-much-counts.tsx'

/** Inner work of this unit's revoked machines, and up to where it counts. Nothing when there is none. */
export function OfficeCuts({ mayManage }: { mayManage: boolean }): ReactElement {
  const all = useQueryCall('trust.officeCuts', {}).data ?? []
  return (
    <>
      {all.map((one) => (
        <OfficeCutCard key={one.device} one={one} mayManage={mayManage} />
      ))}
    </>
  )
}

type OfficeCutView = Output<'trust.officeCuts'>[number]

function OfficeCutCard({ one, mayManage }: { one: OfficeCutView; mayManage: boolean }): ReactElement {
  const { t } = useTranslation('devices')
  const cut = useCommand('trust.cutOffice')
  const [wanted, setWanted] = useState<HowMuch>({ keep: 'day', day: null })
  const [why, setWhy] = useState('')
  return (
    <Card title={t('office.title', { name: one.deviceName })}>
      <Stack gap="sm">
        <p>
          {t('office.what', { count: one.entries, formatted: formatCount(one.entries) })}{' '}
          {one.lastCounting === null
            ? t('office.none')
            : t(one.counting === one.entries ? 'office.all' : 'office.until', {
                ...{ count: one.counting, formatted: formatCount(one.counting) },
                time: formatTime(one.lastCounting),
              })}{' '}
          {!one.cut && t('office.open')}
        </p>
        {mayManage && (
          <>
            <HowMuchCounts
              label={t('office.keep')}
              choices={['day', 'none']}
              value={wanted}
              onChange={setWanted}
            />
            <TextInput
              label={t('revoke.why')}
              value={why}
              maxLength={500}
              required
              onChange={(event) => {
                setWhy(event.currentTarget.value)
              }}
            />
          </>
        )}
        <ErrorSentence error={cut.error} />
        {mayManage && (
          <Group justify="flex-end">
            <Button
              disabled={why.trim() === '' || !isChosen(wanted)}
              loading={cut.isPending}
              onClick={() => {
                cut.mutate(
                  { device: one.device, until: dayOf(wanted), why: why.trim() },
                  {
                    onSuccess: () => {
                      notifyDone(t('office.done'))
                      setWhy('')
                    },
                  },
                )
              }}
            >
              {t('office.apply')}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
