import { Button, Group, TextInput } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../../shared/contract/exchange.ts'
import { useMay, useSession } from '../../../app/session.ts'
import { useCommand, useOperation, useQueryCall } from '../../../app/use-call.ts'
import { useSaveFiles } from '../../../app/use-save.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.tsx'
import { QrCode } from '../../../ui/qr-code.tsx'
import { CertifyDevice } from './certify-device.tsx'
import classes from './devices.module.css'
import { ForksCard } from './forks-card.tsx'
import { InstallCertificate } from './install-certificate.tsx'
import { LostCards } from './lost-card.tsx'
import { RevokeDevice } from './revoke-device.tsx'
import { DeviceNotices, ReplaceChooser, TrustCard } from './trust-card.tsx'

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
  const maySign = mayManage && state?.issues === true

  const columns: Column<DeviceView>[] = [
    {
      key: 'unit',
      title: t('devices.unit'),
      width: 12,
      grow: true,
      sortBy: (row) => row.unitName,
      cell: (row) => row.unitName,
    },
    {
      key: 'name',
      title: t('devices.name'),
      width: 12,
      grow: true,
      sortBy: (row) => row.name,
      cell: (row) => (row.own ? `${row.name} (${t('devices.thisOne')})` : row.name),
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
      <LostCards mayManage={mayManage} />
      <div className={classes['pair']}>
        <OwnDevice>
          {mayManage && state !== undefined && state.certificate.state !== 'root' && (
            <ReplaceChooser state={state} />
          )}
        </OwnDevice>
        {mayManage && unit.level !== 'commune' && <CertifyDevice />}
        {state !== undefined && <TrustCard state={state} mayManage={mayManage} />}
      </div>
      <ForksCard root={root} maySign={maySign} />
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
        {mayManage && state !== undefined && !state.issues && (
          <p className={classes['foot']}>{t('devices:revoke.whoMay', { unit: root?.unitName ?? '' })}</p>
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

function DeviceState({ state }: { state: DeviceView['state'] }): ReactElement {
  const { t } = useTranslation('exchange')
  const tone = state === 'certified' ? 'good' : state === 'unknown' ? 'quiet' : 'warn'
  return <Badge tone={tone}>{t(`devices.states.${state}`)}</Badge>
}

/** Name, fingerprint and certificate of this machine. */
function OwnDevice({ children }: { children: ReactNode }): ReactElement | null {
  const { t } = useTranslation(['exchange', 'devices', 'common'])
  const { device, unit } = useSession()
  const sheet = useOperation('trust.requestSheet')
  const mayManage = useMay('manageDevices')
  const request = useOperation('devices.request')
  const rename = useCommand('devices.rename')
  const save = useSaveFiles()
  const [name, setName] = useState<string | null>(null)
  if (device === null) return null

  async function saveRequest(): Promise<void> {
    const file = await request.run({}).catch(() => null)
    if (file !== null) await save([file])
  }

  return (
    <Card
      title={t('devices.own')}
      actions={<DeviceState state={device.certified ? 'certified' : 'waiting'} />}
    >
      {name === null ? (
        <FactList
          facts={[
            {
              name: t('devices.name'),
              value: (
                <>
                  {device.name}{' '}
                  {mayManage && (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() => {
                        setName(device.name)
                      }}
                    >
                      {t('devices.rename')}
                    </Button>
                  )}
                </>
              ),
            },
          ]}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            rename.mutate(
              { name: name.trim() },
              {
                onSuccess: () => {
                  setName(null)
                  notifyDone(t('common:saved'))
                },
                onError: notifyError,
              },
            )
          }}
        >
          <Group align="flex-end" gap="sm">
            <TextInput
              label={t('devices.name')}
              value={name}
              maxLength={300}
              autoFocus
              flex={1}
              miw="12rem"
              onChange={(event) => {
                setName(event.currentTarget.value)
              }}
            />
            <Button type="submit" disabled={name.trim() === ''} loading={rename.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </form>
      )}
      <div className={classes['print']}>
        <div>
          <p className={classes['soft']}>{t('devices.fingerprint')}</p>
          <Fingerprint value={device.fingerprint} />
        </div>
        <QrCode
          text={`CQTT\n${unit.name}\n${device.name}\n${device.fingerprint}`}
          label={t('devices:own.code')}
          size={112}
        />
      </div>
      {children}
      {!device.certified && <p>{t('devices.howToCertify')}</p>}
      {mayManage && (
        <Group gap="sm">
          <Button
            variant={device.certified ? 'default' : 'filled'}
            leftSection={<Icon name="download" />}
            loading={request.running}
            onClick={() => void saveRequest()}
          >
            {t('devices.request')}
          </Button>
          <Button
            variant="default"
            loading={sheet.running}
            onClick={() => {
              sheet.run({}).then(
                (file) => save([file]),
                () => undefined,
              )
            }}
          >
            {t('devices:own.sheet')}
          </Button>
          <InstallCertificate />
        </Group>
      )}
      <ErrorSentence error={request.error ?? sheet.error} />
    </Card>
  )
}
