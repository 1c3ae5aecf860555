import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { ExportContent, MadeBundle } from '../../../shared/contract/exchange.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { useSession } from '../../app/session.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { filesOfMade } from './made-files.ts'
import { MadeNotice } from './made-notice.tsx'
import { OutboxCard } from './outbox-card.tsx'
import { SendChoices, type Choices, partBytesOf } from './send-choices.tsx'
import classes from './send-tab.module.css'
import { SearchSelect } from '../../ui/search-select.tsx'

const usual: Choices = { what: null, withFiles: true, encrypt: true, cut: 'whole', ownMegabytes: 100 }

/** Sending: to whom, what, how large; then signed files to save. Below: what was sent and is not confirmed. */
export function SendTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { unit: own } = useSession()
  const recipients = useQueryCall('bundles.recipients', {})
  const [chosen, setChosen] = useState<UnitId | null>(null)
  const [choices, setChoices] = useState<Choices>(usual)
  const [made, setMade] = useState<MadeBundle | null>(null)
  const send = useOperation('bundles.export')
  const save = useSaveFiles()
  const to = chosen ?? recipients.data?.[0]?.id ?? null
  const preview = useQueryCall(
    'bundles.preview',
    { to: to ?? '' },
    { enabled: to !== null, keepPrevious: true },
  )
  const facts = preview.data
  const what: ExportContent = choices.what ?? (facts === undefined ? 'everything' : usualContent(facts))

  async function make(): Promise<void> {
    if (to === null || facts === undefined) return
    const partBytes = partBytesOf(choices)
    const output = await send
      .run({
        ...{ to, what, withFiles: choices.withFiles, encrypt: choices.encrypt && facts.encryption.possible },
        ...(partBytes === null ? {} : { partBytes }),
      })
      .catch(() => null)
    if (output === null) return
    setMade(output)
    await save(filesOfMade(output))
  }

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
              setChoices(usual)
              setMade(null)
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
              <SendChoices facts={facts} what={what} choices={choices} onChange={setChoices} />
            </>
          )}
          <ErrorSentence error={send.error} />
          <Group>
            <Button
              leftSection={<Icon name="send" />}
              onClick={() => void make()}
              disabled={facts === undefined}
              loading={send.running}
            >
              {t('send.make')}
            </Button>
          </Group>
          {made !== null && <MadeNotice made={made} />}
        </Stack>
        <ProgressDialog
          title={t('send.making')}
          running={send.running}
          progress={send.progress}
          onCancel={send.cancel}
        />
      </Card>
      <OutboxCard />
    </>
  )
}

/** Without a receipt nobody knows what is there: everything goes. What would hold nothing is not chosen for anybody. */
function usualContent({ receipt, choices }: Output<'bundles.preview'>): ExportContent {
  const holds = (what: ExportContent): boolean =>
    choices.some((each) => each.what === what && each.entries + each.files > 0)
  if (receipt === null) return 'everything'
  return holds('unconfirmed') ? 'unconfirmed' : holds('wanted') ? 'wanted' : 'everything'
}
