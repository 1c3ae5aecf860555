import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { DeviceId } from '../../../../shared/domain/ids.ts'
import { useMay, useSession } from '../../../app/session.ts'
import { useCommand, useOperation } from '../../../app/use-call.ts'
import { useSaveFiles } from '../../../app/use-save.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { Icon } from '../../../ui/icons.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.tsx'
import { QrCode } from '../../../ui/qr-code.tsx'
import { DeviceState } from './device-state.tsx'
import classes from './devices.module.css'
import { InstallCertificate } from './install-certificate.tsx'

type State = Output<'trust.state'>

/** Name, fingerprint and certificate of this machine. */
export function OwnDevice({ state }: { state: State | undefined }): ReactElement | null {
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
                  <bdi>{device.name}</bdi>{' '}
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
      {mayManage && state !== undefined && state.certificate.state !== 'root' && (
        <ReplaceChooser state={state} />
      )}
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

/** Machines of the same unit, whose place this one takes: a lost one is named in the next request. */
function ReplaceChooser({ state }: { state: State }): ReactElement | null {
  const { t } = useTranslation('devices')
  const set = useCommand('trust.setReplaced')
  const { siblings } = state
  // what was just ticked shows at once; what could not be stored is taken back
  const [marked, setMarked] = useState<readonly DeviceId[] | null>(null)
  const replaced = marked ?? siblings.filter((each) => each.replaced).map(({ id }) => id)
  if (siblings.length === 0) return null

  function mark(id: DeviceId, yes: boolean): void {
    const others = replaced.filter((each) => each !== id)
    const devices = yes ? [...others, id] : others
    setMarked(devices)
    set.mutate(
      { devices },
      {
        onError: () => {
          setMarked(null)
        },
      },
    )
  }

  return (
    <div>
      <p className={classes['soft']}>{t('replace.ask')}</p>
      <Stack gap={4}>
        {siblings.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={t('replace.one', { name })}
            checked={replaced.includes(id)}
            disabled={set.isPending}
            onChange={(event) => {
              mark(id, event.currentTarget.checked)
            }}
          />
        ))}
      </Stack>
      <ErrorSentence error={set.error} />
    </div>
  )
}
