import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetSending } from '../../../shared/contract/sheets.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { formatTime } from '../format.ts'
import { ProgressDialog } from '../progress-dialog.tsx'
import { MadeNotice } from './made-notice.tsx'
import { PackingChoices, usualContent, usualPacking } from './packing-choices.tsx'
import { useMakeBundle } from './use-make-bundle.ts'

/** What comes after a decision: nothing has left this machine yet, so the bundle is made here, now. */
export function SendOn({ sending, onClose }: { sending: SheetSending; onClose: () => void }): ReactElement {
  const { t } = useTranslation('sending')
  const [packing, setPacking] = useState(usualPacking)
  const bundle = useMakeBundle()
  const preview = useQueryCall('bundles.preview', { to: sending.to }, { keepPrevious: true })
  const facts = preview.data
  const { made } = bundle

  if (made !== null) {
    return (
      <Stack gap="md">
        <MadeNotice made={made} to={sending.toName} wanted={t(`letter.wanted.${sending.decision}`)} />
        <p>{t('on.next', { unit: sending.toName })}</p>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('on.close')}
          </Button>
        </Group>
      </Stack>
    )
  }
  return (
    <Stack gap="md">
      <p role="status">
        {sending.state === 'decided'
          ? t('on.decided', { context: sending.decision, unit: sending.toName })
          : t('strip.bundled', {
              ...{ context: sending.decision, unit: sending.toName },
              ...{ code: sending.shortCode ?? '', time: formatTime(sending.time) },
            })}
      </p>
      <ErrorSentence error={preview.error ?? bundle.error} />
      {facts === undefined ? (
        preview.error === null && <Skeleton height="9rem" />
      ) : (
        <PackingChoices facts={facts} what={usualContent(facts)} packing={packing} onChange={setPacking} />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('on.later')}
        </Button>
        <Button
          data-autofocus
          disabled={facts === undefined}
          loading={bundle.running}
          onClick={() => {
            if (facts !== undefined) void bundle.make(facts, usualContent(facts), packing)
          }}
        >
          {t('on.make', { unit: sending.toName })}
        </Button>
      </Group>
      <ProgressDialog
        title={t('making')}
        running={bundle.running}
        progress={bundle.progress}
        onCancel={bundle.cancel}
      />
    </Stack>
  )
}
