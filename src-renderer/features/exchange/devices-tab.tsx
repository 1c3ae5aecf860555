import { Button, Group, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../shared/contract/exchange.ts'
import { useMay, useSession } from '../../app/session.ts'
import { useCommand, useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { notifyDone, notifyError } from '../../ui/notify.tsx'
import { CertifyDevice } from './certify-device.tsx'
import classes from './devices-tab.module.css'
import { InstallCertificate } from './install-certificate.tsx'

/** This machine and its certificate, machines below and theirs, and all that are known. */
export function DevicesTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const mayManage = useMay('manageDevices')
  const { unit } = useSession()
  const { data, error } = useQueryCall('devices.list', {})

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
  ]
  return (
    <>
      <div className={classes['pair']}>
        <OwnDevice />
        {mayManage && unit.level !== 'commune' && <CertifyDevice />}
      </div>
      <ErrorSentence error={error} />
      <Card title={t('devices.known')} padding="none">
        <DataTable
          label={t('devices.known')}
          columns={columns}
          rows={data ?? []}
          rowKey={(row) => row.id}
          maxHeight={28}
          empty={t('common:loading')}
        />
      </Card>
    </>
  )
}

function DeviceState({ state }: { state: DeviceView['state'] }): ReactElement {
  const { t } = useTranslation('exchange')
  const tone = state === 'certified' ? 'good' : state === 'unknown' ? 'quiet' : 'warn'
  return <Badge tone={tone}>{t(`devices.states.${state}`)}</Badge>
}

/** Name, fingerprint and certificate of this machine. */
function OwnDevice(): ReactElement | null {
  const { t } = useTranslation(['exchange', 'common'])
  const { device } = useSession()
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
      <div>
        <p className={classes['soft']}>{t('devices.fingerprint')}</p>
        <Fingerprint value={device.fingerprint} />
      </div>
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
          <InstallCertificate />
        </Group>
      )}
      <ErrorSentence error={request.error} />
    </Card>
  )
}
