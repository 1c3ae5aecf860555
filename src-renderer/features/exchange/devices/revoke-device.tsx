import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../../shared/contract/devices.ts'
import type { RootView, StreamPoint } from '../../../../shared/contract/trust.ts'
import { useOperation, useQueryCall } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { dayOf, HowMuchCounts, isChosen, type HowMuch } from './how-much-counts.tsx'
import { RootKeyFields, useRootSigning } from './root-key-fields.tsx'

/** Revokes a machine: up to where its work counts is said in plain words before anything is signed. */
export function RevokeDevice({
  device,
  root,
  onClose,
}: {
  device: DeviceView
  root: RootView
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['devices', 'common'])
  const [wanted, setWanted] = useState<HowMuch>({ keep: 'all', day: null })
  const [why, setWhy] = useState('')
  const { key, setKey, ready: keyReady, error, sign } = useRootSigning(root)
  const revoke = useOperation('trust.revoke')
  const day = dayOf(wanted)
  const points = useQueryCall('trust.devicePoints', {
    device: device.id,
    ...(day === null ? {} : { until: day }),
  })
  const streams = points.data?.streams ?? []

  async function run(): Promise<void> {
    const until =
      wanted.keep === 'none' ? [] : streams.flatMap(({ point }) => (point === null ? [] : [placeOf(point)]))
    if (!(await sign((given) => revoke.run({ device: device.id, why: why.trim(), until, ...given })))) return
    notifyDone(t('revoke.done', { name: device.name, unit: device.unitName }))
    onClose()
  }

  const facts = streams.map((stream) => ({
    name: t(`revoke.channel.${stream.channel}`, { unit: stream.unitName }),
    value: wanted.keep === 'none' ? t('revoke.nothing') : <Until stream={stream} />,
  }))
  const ready = why.trim() !== '' && keyReady && points.data !== undefined && isChosen(wanted)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('revoke.title', { name: device.name, unit: device.unitName })}
      size="lg"
    >
      <Stack gap="md">
        <p>{t('revoke.what')}</p>
        <HowMuchCounts
          label={t('revoke.keep')}
          choices={['all', 'day', 'none']}
          value={wanted}
          onChange={setWanted}
        />
        {facts.length === 0 ? <p>{t('revoke.noStreams')}</p> : <FactList facts={facts} />}
        <TextInput
          label={t('revoke.why')}
          description={t('revoke.whyHint')}
          value={why}
          maxLength={500}
          required
          onChange={(event) => {
            setWhy(event.currentTarget.value)
          }}
        />
        <RootKeyFields root={root} value={key} onChange={setKey} />
        <ErrorSentence error={error ?? points.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button color="red.9" disabled={!ready} loading={revoke.running} onClick={() => void run()}>
            {t('revoke.sign')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** "tính đến thay đổi số 12, ngày …; 3 thay đổi sau đó không tính". */
function Until({ stream: { point, behind } }: { stream: StreamPoint }): ReactElement {
  const { t } = useTranslation('devices')
  if (point === null) return <>{t('revoke.nothing')}</>
  const words = {
    number: formatCount(point.seq),
    time: formatTime(point.time),
    arrived: formatTime(point.arrived),
  }
  return (
    <>
      {t('revoke.until', words)}
      {behind > 0 && ` ${t('revoke.behind', { formatted: formatCount(behind) })}`}
    </>
  )
}

function placeOf({ stream, seq, id }: NonNullable<StreamPoint['point']>): {
  stream: string
  seq: number
  id: NonNullable<StreamPoint['point']>['id']
} {
  return { stream, seq, id }
}
