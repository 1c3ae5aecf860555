import { Button, Group, Skeleton } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useMay } from '../../app/session.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'

/** Where the data lies, how much of it there is, and checks of the history and of the evidence files. */
export function SystemTab(): ReactElement {
  const { t } = useTranslation('admin')
  const { data, error } = useQueryCall('system.info', {})
  return (
    <>
      <Card title={t('system.title')}>
        <ErrorSentence error={error} />
        {data === undefined ? (
          error === null && <Skeleton height="9rem" />
        ) : (
          <FactList
            facts={[
              { name: t('system.version'), value: data.version },
              { name: t('system.folder'), value: data.dataFolder },
              { name: t('system.entries'), value: formatCount(data.entries) },
              { name: t('system.database'), value: formatBytes(data.databaseBytes) },
              { name: t('system.files'), value: formatBytes(data.vaultBytes) },
              { name: t('system.free'), value: formatBytes(data.freeBytes) },
            ]}
          />
        )}
      </Card>
      <JournalCheck />
      <FilesCheck />
    </>
  )
}

function JournalCheck(): ReactElement {
  const { t } = useTranslation('admin')
  const mayCheck = useMay('settings')
  const verify = useOperation('journal.verify')
  const rebuild = useOperation('journal.rebuild')
  const [verified, setVerified] = useState<Output<'journal.verify'> | null>(null)
  const [rebuilt, setRebuilt] = useState<Output<'journal.rebuild'> | null>(null)
  return (
    <Card title={t('journal.title')}>
      <p>{t('journal.text')}</p>
      <Group gap="sm">
        <Button
          variant="default"
          disabled={!mayCheck}
          loading={verify.running}
          onClick={() => void verify.run({}).then(setVerified, () => undefined)}
        >
          {t('journal.verify')}
        </Button>
        <Button
          variant="default"
          disabled={!mayCheck}
          loading={rebuild.running}
          onClick={() => void rebuild.run({}).then(setRebuilt, () => undefined)}
        >
          {t('journal.rebuild')}
        </Button>
      </Group>
      <div role="status">
        {verified !== null && (
          <p>
            {t(verified.faults.length === 0 ? 'journal.sound' : 'journal.faults', {
              entries: formatCount(verified.entries),
              streams: formatCount(verified.streams),
              seals: formatCount(verified.seals),
              count: verified.faults.length,
            })}
          </p>
        )}
        {verified !== null && verified.faults.length > 0 && (
          <ul>
            {verified.faults.slice(0, 20).map((fault, index) => (
              <li key={index}>
                {t('journal.fault', { seq: fault.seq, code: fault.code, stream: fault.stream })}
              </li>
            ))}
          </ul>
        )}
        {rebuilt !== null && (
          <p>
            {t(rebuilt.differed ? 'journal.repaired' : 'journal.same', {
              entries: formatCount(rebuilt.entries),
              fields: formatCount(rebuilt.fields),
            })}
          </p>
        )}
      </div>
      <ErrorSentence error={verify.error ?? rebuild.error} />
      <ProgressDialog
        title={t('journal.verify')}
        running={verify.running}
        progress={verify.progress}
        onCancel={verify.cancel}
      />
      <ProgressDialog
        title={t('journal.rebuild')}
        running={rebuild.running}
        progress={rebuild.progress}
        onCancel={rebuild.cancel}
      />
    </Card>
  )
}

function FilesCheck(): ReactElement {
  const { t } = useTranslation('admin')
  const check = useOperation('documents.checkFiles')
  const [checked, setChecked] = useState<Output<'documents.checkFiles'> | null>(null)
  return (
    <Card title={t('files.title')}>
      <p>{t('files.text')}</p>
      <Group>
        <Button
          variant="default"
          loading={check.running}
          onClick={() => void check.run({}).then(setChecked, () => undefined)}
        >
          {t('files.check')}
        </Button>
      </Group>
      <p role="status">
        {checked !== null &&
          t('files.checked', {
            checked: formatCount(checked.checked),
            bytes: formatBytes(checked.bytes),
            missing: formatCount(checked.missing.length),
            damaged: formatCount(checked.damaged.length),
          })}
      </p>
      <ErrorSentence error={check.error} />
      <ProgressDialog
        title={t('files.check')}
        running={check.running}
        progress={check.progress}
        onCancel={check.cancel}
      />
    </Card>
  )
}
