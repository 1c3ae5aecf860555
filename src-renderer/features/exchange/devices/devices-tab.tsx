import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../../shared/contract/devices.ts'
import { useMay, useSession } from '../../../app/session.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { CertifyDevice } from './certify-device.tsx'
import { DeviceNotices } from './device-notices.tsx'
import { DeviceState } from './device-state.tsx'
import classes from './devices.module.css'
import { ForksCard } from './forks-card.tsx'
import { LostCards } from './lost-card.tsx'
import { OwnDevice } from './own-device.tsx'
import { OfficeCuts } from './office-cuts.tsx'
import { RevokeDevice } from './revoke-device.tsx'
import { TrustCard } from './trust-card.tsx'

/** This machine and its certificate, machines below and theirs, and all that are known. */
export function DevicesTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'devices', 'common'])
  const mayManage = useMay('manageDevices')
  const { unit } = useSession()
  const { data, error } = useQueryCall('devices.list', {})
  const trust = useQueryCall('trust.state', {})
  const [revoking, setRevoking] = useState<DeviceView | null>(null)
  const state = trust.data
  const root = state?.root ?? null
  // what waits for a person stands first
  const hasOpenForks = (state?.forks ?? 0) > 0
  const maySign = mayManage && state?.issues === true

  const columns: Column<DeviceView>[] = [
    {
      key: 'unit',
      title: t('devices.unit'),
      width: 12,
      grow: true,
      sortBy: (row) => row.unitName,
      cell: (row) => <bdi>{row.unitName}</bdi>,
    },
    {
      key: 'name',
      title: t('devices.name'),
      width: 12,
      grow: true,
      sortBy: (row) => row.name,
      cell: (row) => (
        <>
          <bdi>{row.name}</bdi>
          {row.own && ` (${t('devices.thisOne')})`}
        </>
      ),
    },
    {
      key: 'state',
      title: t('devices.state'),
      width: 11,
      sortBy: (row) => row.state,
      cell: (row) => <DeviceState state={row.state} />,
    },
    {
      key: 'issuer',
      title: t('devices.issuer'),
      width: 11,
      sortBy: (row) => row.issuerName,
      cell: (row) => row.issuerName,
    },
    {
      key: 'entries',
      title: t('devices.entries'),
      width: 7,
      align: 'end',
      sortBy: (row) => row.entries,
      cell: (row) => formatCount(row.entries),
    },
    {
      key: 'seal',
      title: t('devices.lastSeal'),
      width: 10,
      align: 'end',
      sortBy: (row) => row.lastSeal,
      cell: (row) => (row.lastSeal === null ? '–' : formatTime(row.lastSeal)),
    },
    ...(maySign
      ? [
          {
            key: 'revoke',
            title: t('devices:revoke.column'),
            width: 8,
            actions: true,
            cell: (row: DeviceView) =>
              row.own ? null : (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`${t(row.state === 'revoked' ? 'devices:revoke.again' : 'devices:revoke.button')} ${row.name}, ${row.unitName}`}
                  onClick={() => {
                    setRevoking(row)
                  }}
                >
                  {t(row.state === 'revoked' ? 'devices:revoke.again' : 'devices:revoke.button')}
                </Button>
              ),
          },
        ]
      : []),
  ]
  return (
    <>
      {state !== undefined && <DeviceNotices state={state} mayManage={mayManage} />}
      {hasOpenForks && <ForksCard root={root} maySign={maySign} />}
      <LostCards mayManage={mayManage} />
      <OfficeCuts mayManage={mayManage} />
      <div className={classes['pair']}>
        <OwnDevice state={state} />
        {mayManage && unit.level !== 'commune' && <CertifyDevice />}
        {state !== undefined && <TrustCard state={state} mayManage={mayManage} />}
      </div>
      {!hasOpenForks && <ForksCard root={root} maySign={maySign} />}
      <ErrorSentence error={error ?? trust.error} />
      <Card title={t('devices.known')} padding="none">
        <DataTable
          label={t('devices.known')}
          columns={columns}
          rows={data ?? []}
          rowKey={(row) => row.id}
          maxHeight={28}
          empty={t('common:loading')}
        />
        {mayManage && state !== undefined && !state.issues && root !== null && (
          <p className={classes['foot']}>{t('devices:revoke.whoMay', { unit: root.unitName })}</p>
        )}
      </Card>
      {revoking !== null && root !== null && (
        <RevokeDevice
          device={revoking}
          root={root}
          onClose={() => {
            setRevoking(null)
          }}
        />
      )}
    </>
  )
}
