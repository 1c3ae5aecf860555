import { Button, Group } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import { useCommand } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { formatDate, formatTime } from '../../../ui/format.ts'

type State = Output<'trust.state'>

/** What became of a copied or restored folder, and how long the certificate is still valid. */
export function DeviceNotices({ state, mayManage }: { state: State; mayManage: boolean }): ReactElement {
  const { t } = useTranslation('devices')
  const read = useCommand('trust.noteRead')
  const [asking, setAsking] = useState(false)
  const { change, certificate, lost } = state
  const certified = certificate.state !== 'none'
  const { daysLeft, until } = certificate
  return (
    <>
      {change !== null && (
        <Card title={t('change.title')}>
          <p role="status">
            {t(`change.why.${change.why}`, { name: change.formerName, time: formatTime(change.time) })}{' '}
            {change.reportedBy !== null &&
              `${t('change.reportedBy', { unit: change.reportedBy.unitName, device: change.reportedBy.deviceName })} `}
            {t(lost > 0 ? 'change.lost' : 'change.nothingLost')}{' '}
            {t(certified ? 'change.nextCertified' : 'change.next')}
          </p>
          {mayManage && (
            <Group justify="flex-end">
              <Button
                variant="default"
                onClick={() => {
                  if (certified) read.mutate({})
                  else setAsking(true)
                }}
              >
                {t('change.read')}
              </Button>
            </Group>
          )}
          <ConfirmDialog
            opened={asking}
            title={t('change.doneTitle')}
            confirm={t('change.done')}
            busy={read.isPending}
            onConfirm={() => {
              setAsking(false)
              read.mutate({})
            }}
            onClose={() => {
              setAsking(false)
            }}
          >
            <p>{t('change.doneWhat')}</p>
          </ConfirmDialog>
        </Card>
      )}
      {until !== null && (certificate.state === 'expiring' || certificate.state === 'expired') && (
        <Card
          title={t('renew.title')}
          actions={
            <Badge tone={certificate.state === 'expired' ? 'bad' : 'warn'}>
              {t(`renew.state.${certificate.state}`)}
            </Badge>
          }
        >
          <p role="status">
            {t(`renew.${certificate.state}`, { date: formatDate(until), count: Math.max(0, daysLeft ?? 0) })}{' '}
            {t('renew.how', { issuer: certificate.issuerName })}
          </p>
        </Card>
      )}
    </>
  )
}
