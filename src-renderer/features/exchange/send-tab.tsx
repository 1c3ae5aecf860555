import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { MadeNotice } from '../../ui/sending/made-notice.tsx'
import { usualContent, usualPacking } from '../../ui/sending/packing-choices.tsx'
import { useMakeBundle } from '../../ui/sending/use-make-bundle.ts'
import { OutboxCard } from './outbox-card.tsx'
import { SendChoices } from './send-choices.tsx'
import classes from './send-tab.module.css'
import { SearchSelect } from '../../ui/search-select.tsx'

/** Sending: to whom, what, how large; then signed files to save. Below: what was sent and is not confirmed. */
export function SendTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'sending', 'common'])
  const { unit: own } = useSession()
  const recipients = useQueryCall('bundles.recipients', {})
  const [chosen, setChosen] = useState<UnitId | null>(null)
  /** Null: what fits, by whether a receipt ever came. */
  const [content, setContent] = useState<ExportContent | null>(null)
  const [packing, setPacking] = useState(usualPacking)
  const bundle = useMakeBundle()
  const to = chosen ?? recipients.data?.[0]?.id ?? null
  const preview = useQueryCall(
    'bundles.preview',
    { to: to ?? '' },
    { enabled: to !== null, keepPrevious: true },
  )
  const facts = preview.data
  const what: ExportContent = content ?? (facts === undefined ? 'everything' : usualContent(facts))

  if (recipients.data?.length === 0) {
    return (
      <Card>
        <EmptyState icon="send" title={t('send.nobody')}>
          {t('send.nobodyHint')}
        </EmptyState>
      </Card>
    )
  }
  return (
    <>
      <Card title={t('send.title')}>
        <Stack gap="md" className={classes['form']}>
          <ErrorSentence error={recipients.error} />
          <SearchSelect
            className={classes['to'] ?? ''}
            label={t('send.to')}
            value={to}
            data={(recipients.data ?? []).map((unit) => ({
              value: unit.id,
              label: unit.id === own.id ? t('send.ownUnit', { unit: unit.name }) : unit.name,
            }))}
            onChange={(value) => {
              setChosen(value)
              setContent(null)
              setPacking(usualPacking)
              bundle.forget()
            }}
          />
          <ErrorSentence error={preview.error} />
          {facts === undefined ? (
            preview.error === null && <Skeleton height="9rem" />
          ) : (
            <>
              <FactList
                facts={[
                  { name: t('send.communes'), value: formatCount(facts.communes) },
                  { name: t('send.unsent'), value: formatCount(facts.unsent) },
                  {
                    name: t('send.receipt'),
                    value: facts.receipt === null ? t('send.noReceipt') : formatTime(facts.receipt),
                  },
                ]}
              />
              <SendChoices
                facts={facts}
                what={what}
                packing={packing}
                onWhat={setContent}
                onPacking={setPacking}
              />
            </>
          )}
          <ErrorSentence error={bundle.error} />
          <Group>
            <Button
              leftSection={<Icon name="send" />}
              onClick={() => {
                if (facts !== undefined) void bundle.make(facts, what, packing)
              }}
              disabled={facts === undefined}
              loading={bundle.running}
            >
              {t('send.make')}
            </Button>
          </Group>
          {bundle.made !== null && facts !== undefined && (
            <MadeNotice made={bundle.made} to={facts.to.name} />
          )}
        </Stack>
        <ProgressDialog
          title={t('sending:making')}
          running={bundle.running}
          progress={bundle.progress}
          onCancel={bundle.cancel}
        />
      </Card>
      <OutboxCard />
    </>
  )
}
