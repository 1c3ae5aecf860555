import { Button, Group } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useCommand, useOperation } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { ApplySummary } from './apply-summary.tsx'
import { ChangesDialog } from './changes-dialog.tsx'
import { InspectionList } from './inspection-list.tsx'
import { ParkedCard } from './parked-card.tsx'
import { type NotUploaded, useUploadMany } from './use-upload-many.ts'

type Inspection = Output<'bundles.inspect'>[number]

/** Receiving: choose or drop files → look at what they would change → take them in → summary. */
export function ReceiveTab(): ReactElement {
  const { t } = useTranslation('exchange')
  const { upload, progress: uploadProgress } = useUploadMany()
  const inspect = useOperation('bundles.inspect')
  const apply = useOperation('bundles.apply')
  const stop = useCommand('bundles.stopApplying')
  const [shown, setShown] = useState<Inspection | null>(null)
  const [refused, setRefused] = useState<readonly NotUploaded[]>([])
  const [inspections, setInspections] = useState<readonly Inspection[] | null>(null)
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const [summary, setSummary] = useState<Output<'bundles.apply'> | null>(null)

  async function look(files: readonly File[]): Promise<void> {
    setSummary(null)
    setConfirmed(new Set())
    const taken = await upload(files)
    setRefused(taken.refused)
    if (taken.uploaded.length === 0) return
    // The operation keeps its own error, which stands below.
    const found = await inspect.run({ files: taken.uploaded.map(({ ticket }) => ticket) }).catch(() => null)
    setInspections(found)
  }

  const waiting = (inspections ?? []).filter(
    ({ state, sender, tickets }) =>
      tickets.length > 0 &&
      (state === 'ready' || state === 'waits' || (state === 'confirm' && confirmed.has(sender.fingerprint))),
  )

  async function takeIn(): Promise<void> {
    const files = waiting.flatMap(({ tickets }) => tickets)
    const done = await apply.run({ files, confirmed: [...confirmed] }).catch(() => null)
    if (done === null) return
    setSummary(done)
    setInspections(null)
  }

  function startAgain(): void {
    setInspections(null)
    setSummary(null)
    setRefused([])
    inspect.reset()
    apply.reset()
  }

  return (
    <>
      {summary !== null && <ApplySummary summary={summary} onClose={startAgain} />}
      {inspections === null && (
        <FileDrop
          title={t('receive.drop')}
          hint={t('receive.dropHint')}
          multiple
          folders
          onFiles={(files) => void look(files)}
        />
      )}
      {refused.map(({ name, error }) => (
        <ErrorSentence key={name} error={error} />
      ))}
      <ErrorSentence error={inspect.error} />
      {inspections !== null && (
        <Card title={t('receive.inspected', { count: inspections.length })} padding="none">
          <InspectionList
            inspections={inspections}
            confirmed={confirmed}
            onConfirm={setConfirmed}
            onChanges={setShown}
          />
          <Group p="md" justify="flex-end">
            <ErrorSentence error={apply.error} />
            <Button variant="default" onClick={startAgain}>
              {t('receive.leave')}
            </Button>
            <Button disabled={waiting.length === 0} onClick={() => void takeIn()}>
              {t('receive.apply', { count: waiting.length })}
            </Button>
          </Group>
        </Card>
      )}
      <ProgressDialog
        title={t('receive.reading')}
        running={uploadProgress !== null || inspect.running}
        progress={uploadProgress ?? inspect.progress}
        onCancel={inspect.cancel}
      />
      <ProgressDialog
        title={t('receive.applying')}
        running={apply.running}
        progress={apply.progress}
        // what was taken in stays and is told: the one at hand is finished first
        onCancel={() => {
          stop.mutate({})
        }}
      />
      {inspections === null && <ParkedCard />}
      {shown !== null && (
        <ChangesDialog
          inspection={shown}
          onClose={() => {
            setShown(null)
          }}
        />
      )}
    </>
  )
}
