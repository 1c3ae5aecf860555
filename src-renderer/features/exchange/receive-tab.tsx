import { Button, Checkbox, Group } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { mostFilesAtOnce } from '../../../shared/contract/exchange.ts'
import { useSession } from '../../app/session.ts'
import { useCommand, useOperation } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { formatCount } from '../../ui/format.ts'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { ApplySummary } from './apply-summary.tsx'
import { ChangesDialog } from './changes-dialog.tsx'
import { type Inspected, type Inspection, sortGiven, withoutCopies } from './inspected.ts'
import { InspectionList } from './inspection-list.tsx'
import { ParkedCard } from './parked-card.tsx'
import classes from './receive-tab.module.css'
import { type NotUploaded, useUploadMany } from './use-upload-many.ts'

/** What of the given files was not looked at. */
type Besides = { readonly others: number; readonly left: number }
const nothingBesides: Besides = { others: 0, left: 0 }

/** Receiving: choose or drop files → look at what they would change → take them in → summary. */
export function ReceiveTab(): ReactElement {
  const { t } = useTranslation('exchange')
  const { unit: own } = useSession()
  const { upload, progress: uploadProgress } = useUploadMany()
  const inspect = useOperation('bundles.inspect')
  const apply = useOperation('bundles.apply')
  const stop = useCommand('bundles.stopApplying')
  const [shown, setShown] = useState<Inspection | null>(null)
  const [refused, setRefused] = useState<readonly NotUploaded[]>([])
  const [besides, setBesides] = useState(nothingBesides)
  const [inspected, setInspected] = useState<readonly Inspected[] | null>(null)
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const [answer, setAnswer] = useState(false)
  const [summary, setSummary] = useState<Output<'bundles.apply'> | null>(null)

  async function look(given: readonly File[], isFolder: boolean): Promise<void> {
    setSummary(null)
    setConfirmed(new Set())
    const { files, others, left } = sortGiven(given, isFolder, mostFilesAtOnce)
    setBesides({ others, left })
    const taken = await upload(files)
    setRefused(taken.refused)
    if (taken.uploaded.length === 0) return
    // The operation keeps its own error, which stands below.
    const found = await inspect.run({ files: taken.uploaded.map(({ ticket }) => ticket) }).catch(() => null)
    setInspected(found === null ? null : withoutCopies(found))
  }

  const waiting = (inspected ?? [])
    .map(({ inspection }) => inspection)
    .filter(
      ({ state, sender, tickets }) =>
        tickets.length > 0 &&
        (state === 'ready' ||
          state === 'waits' ||
          (state === 'confirm' && confirmed.has(sender.fingerprint))),
    )
  // parts of which some are missing name nobody yet
  const mayAnswer = waiting.some(({ sender }) => sender.unitName !== '' && sender.unit !== own.id)

  async function takeIn(): Promise<void> {
    const files = waiting.flatMap(({ tickets }) => tickets)
    const done = await apply.run({ files, confirmed: [...confirmed] }).catch(() => null)
    if (done === null) return
    setSummary(done)
    setInspected(null)
  }

  function startAgain(): void {
    setInspected(null)
    setSummary(null)
    setRefused([])
    setBesides(nothingBesides)
    inspect.reset()
    apply.reset()
  }

  return (
    <>
      {summary !== null && <ApplySummary summary={summary} answer={answer} onClose={startAgain} />}
      {inspected === null && (
        <FileDrop
          title={t('receive.drop')}
          hint={t('receive.dropHint')}
          multiple
          folders
          onFiles={(files, isFolder) => void look(files, isFolder)}
        />
      )}
      <BesidesNotice {...besides} />
      {refused.map(({ name, error }) => (
        <ErrorSentence key={name} error={error} />
      ))}
      <ErrorSentence error={inspect.error} />
      {inspected !== null && (
        <Card title={t('receive.inspected', { count: inspected.length })} padding="none">
          <InspectionList
            inspected={inspected}
            confirmed={confirmed}
            onConfirm={setConfirmed}
            onChanges={setShown}
          />
          <Group p="md" justify="flex-end">
            {mayAnswer && (
              <Checkbox
                className={classes['answer'] ?? ''}
                label={t('receive.answer')}
                description={t('receive.answerHint')}
                checked={answer}
                onChange={(event) => {
                  setAnswer(event.currentTarget.checked)
                }}
              />
            )}
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
      {inspected === null && <ParkedCard />}
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

/** Files of a folder that are no bundles, and those that were too many. */
function BesidesNotice({ others, left }: Besides): ReactElement | null {
  const { t } = useTranslation('exchange')
  if (others + left === 0) return null
  return (
    <p role="status" className={classes['besides']}>
      {others > 0 && t('receive.others', { count: others, formatted: formatCount(others) })}{' '}
      {left > 0 && t('receive.left', { count: left, most: mostFilesAtOnce, formatted: formatCount(left) })}
    </p>
  )
}
