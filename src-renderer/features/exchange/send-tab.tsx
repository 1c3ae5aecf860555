import { Button, Group, Radio, Select, Skeleton, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import classes from './send-tab.module.css'

/** Sending: to whom, with or without evidence files, how large; then one signed file to save. */
export function SendTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const recipients = useQueryCall('bundles.recipients', {})
  const [chosen, setChosen] = useState<UnitId | null>(null)
  const [withFiles, setWithFiles] = useState(true)
  const [made, setMade] = useState<Output<'bundles.export'> | null>(null)
  const send = useOperation('bundles.export')
  const save = useSaveFiles()
  const to = chosen ?? recipients.data?.[0]?.id ?? null
  const preview = useQueryCall(
    'bundles.preview',
    { to: to ?? '' },
    { enabled: to !== null, keepPrevious: true },
  )

  async function make(): Promise<void> {
    if (to === null) return
    const output = await send.run({ to, withFiles }).catch(() => null)
    if (output === null) return
    setMade(output)
    if (output.file !== null) await save([output.file])
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
  const choice = preview.data?.choices.find(({ what }) => what === 'everything')
  const size = preview.data === undefined || choice === undefined ? undefined : { ...preview.data, ...choice }
  return (
    <Card title={t('send.title')}>
      <Stack gap="md" className={classes['form']}>
        <ErrorSentence error={recipients.error} />
        <Select
          label={t('send.to')}
          searchable
          nothingFoundMessage={t('common:find.nothing')}
          value={to}
          data={(recipients.data ?? []).map((unit) => ({ value: unit.id, label: unit.name }))}
          onChange={(value) => {
            setChosen(value)
            setMade(null)
          }}
        />
        <ErrorSentence error={preview.error} />
        {size === undefined ? (
          preview.error === null && <Skeleton height="5rem" />
        ) : (
          <FactList
            facts={[
              { name: t('send.communes'), value: formatCount(size.communes) },
              { name: t('send.entries'), value: formatCount(size.entries) },
              { name: t('send.unsent'), value: formatCount(size.unsent) },
            ]}
          />
        )}
        <Radio.Group
          label={t('send.what')}
          value={withFiles ? 'with' : 'without'}
          onChange={(value) => {
            setWithFiles(value === 'with')
          }}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="with"
              label={
                size === undefined
                  ? t('send.withFiles')
                  : t('send.withFilesSize', {
                      size: formatBytes(size.bytesWithFiles),
                      count: size.files,
                      formatted: formatCount(size.files),
                    })
              }
              description={t('send.withFilesHint')}
            />
            <Radio
              value="without"
              label={
                size === undefined
                  ? t('send.withoutFiles')
                  : t('send.withoutFilesSize', { size: formatBytes(size.bytesWithoutFiles) })
              }
              description={t('send.withoutFilesHint')}
            />
          </Stack>
        </Radio.Group>
        <ErrorSentence error={send.error} />
        <Group>
          <Button
            leftSection={<Icon name="send" />}
            onClick={() => void make()}
            disabled={size === undefined}
            loading={send.running}
          >
            {t('send.make')}
          </Button>
        </Group>
        {made !== null && <Made made={made} />}
      </Stack>
      <ProgressDialog
        title={t('send.making')}
        running={send.running}
        progress={send.progress}
        onCancel={send.cancel}
      />
    </Card>
  )
}

/** The file that was made, and the code by which both sides speak of it. */
function Made({ made }: { made: Output<'bundles.export'> }): ReactElement {
  const { t } = useTranslation('exchange')
  return (
    <div className={classes['made']} role="status">
      <strong>{t('send.made', { name: made.name })}</strong>
      <span>
        {t('send.madeFacts', {
          size: formatBytes(made.size),
          entries: formatCount(made.entries),
          files: formatCount(made.files),
        })}
      </span>
      {made.missingFiles > 0 && (
        <span role="alert">{t('send.missingFiles', { count: made.missingFiles })}</span>
      )}
      <span>{t('send.code', { code: made.shortCode })}</span>
    </div>
  )
}
