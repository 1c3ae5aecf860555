import { Button, Checkbox, Group } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { mostFilesAtOnce } from '../../../shared/contract/exchange.ts'
import type { GivenFile } from '../../../shared/contract/given-files.ts'
import { takeFromLetterBox, useLetterBox } from '../../app/letter-box.ts'
import { useSession } from '../../app/session.ts'
import { useCommand, useOperation } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { formatCount } from '../../ui/format.ts'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { AnswerSenders } from './answer-senders.tsx'
import { ApplySummary } from './apply-summary.tsx'
import { ChangesDialog } from './changes-dialog.tsx'
import { type Inspected, type ReadInspection, sortGiven, withoutCopies } from './inspected.ts'
import { InspectionList } from './inspection-list.tsx'
import { ParkedCard } from './parked-card.tsx'
import classes from './receive-tab.module.css'
import { GivenPapers } from './given-papers.tsx'
import { useIdentify } from './use-identify.ts'

/** What of the given files was not looked at. */
type Besides = { readonly others: number; readonly left: number }
const nothingBesides: Besides = { others: 0, left: 0 }

/** Receiving: choose or drop files → look at what they would change → take them in → summary. */
export function ReceiveTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { unit: own } = useSession()
  const letterBox = useIdentify()
  const inspect = useOperation('bundles.inspect')
  const apply = useOperation('bundles.apply')
  const stop = useCommand('bundles.stopApplying')
  const [shown, setShown] = useState<ReadInspection | null>(null)
  /** What is no bundle. */
  const [papers, setPapers] = useState<readonly GivenFile[]>([])
  const [besides, setBesides] = useState(nothingBesides)
  const [inspected, setInspected] = useState<readonly Inspected[] | null>(null)
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  /** Null: as is usual for what was given. */
  const [chosenAnswer, setAnswer] = useState<boolean | null>(null)
  const [summary, setSummary] = useState<Output<'bundles.apply'> | null>(null)

  async function look(given: readonly File[], isFolder: boolean): Promise<void> {
    setSummary(null)
    setConfirmed(new Set())
    setAnswer(null)
    const { files, others, left } = sortGiven(given, isFolder, mostFilesAtOnce)
    setBesides({ others, left })
    const found = (await letterBox.identify(files)) ?? []
    const bundles = found.filter(isBundle)
    setPapers(found.filter((each) => !isBundle(each)))
    const tickets = bundles.flatMap(({ ticket }) => ticket ?? [])
    if (tickets.length === 0) {
      setInspected(null)
      return
    }
    // The operation keeps its own error, which stands below.
    const looked = await inspect.run({ files: tickets }).catch(() => null)
    setInspected(looked === null ? null : withoutCopies(looked))
  }

  // what was dropped anywhere in the window comes here
  const waitsInBox = useLetterBox(({ given }) => given !== null)
  const open = useRef(look)
  useEffect(() => {
    open.current = look
  })
  useEffect(() => {
    const given = waitsInBox ? takeFromLetterBox() : null
    if (given !== null) void open.current(given.files, given.isFolder)
  }, [waitsInBox])

  const waiting = (inspected ?? [])
    .map(({ inspection }) => inspection)
    .filter(
      (each) =>
        each.tickets.length > 0 &&
        (each.state === 'ready' ||
          each.state === 'waits' ||
          (each.state === 'confirm' && confirmed.has(each.sender.fingerprint))),
    )
  // parts of which some are missing name nobody yet
  const whole = waiting.filter((each) => each.readable)
  const mayAnswer = whole.some(({ sender }) => sender.unit !== own.id)

  // what changes a sheet is answered; a mere receipt is not, or two offices would answer each other for ever
  const answer = chosenAnswer ?? whole.some(({ communes }) => communes.some((commune) => commune.new > 0))

  // everything was received before: there is nothing to take in, but a lost receipt can be made again
  const isNothingNew =
    inspected !== null &&
    inspected.length > 0 &&
    inspected.every(({ inspection }) => inspection.state === 'applied')
  const known = new Map(
    (inspected ?? []).flatMap(({ inspection }) =>
      inspection.readable && inspection.sender.unit !== own.id
        ? [[inspection.sender.unit, inspection.sender.unitName] as const]
        : [],
    ),
  )

  async function takeIn(): Promise<void> {
    // the list goes once it is taken in; what was chosen for it stays
    setAnswer(answer)
    const files = waiting.flatMap(({ tickets }) => tickets)
    const done = await apply.run({ files, confirmed: [...confirmed] }).catch(() => null)
    if (done === null) return
    setSummary(done)
    setInspected(null)
  }

  function startAgain(): void {
    setInspected(null)
    setSummary(null)
    setAnswer(null)
    setPapers([])
    letterBox.forget()
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
      {letterBox.refused.map(({ name, error }) => (
        <ErrorSentence key={name} error={error} />
      ))}
      <ErrorSentence error={letterBox.error ?? inspect.error} />
      <GivenPapers
        given={papers}
        onClose={() => {
          setPapers([])
        }}
      />
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
              {isNothingNew ? t('common:close') : t('receive.leave')}
            </Button>
            {!isNothingNew && (
              <Button disabled={waiting.length === 0} onClick={() => void takeIn()}>
                {t('receive.apply', { count: waiting.length })}
              </Button>
            )}
          </Group>
          {isNothingNew && (
            <div className={classes['again']}>
              <p>{t('receive.nothingNew')}</p>
              <AnswerSenders senders={known} atOnce={false} />
            </div>
          )}
        </Card>
      )}
      <ProgressDialog
        title={t('receive.reading')}
        running={letterBox.running || inspect.running}
        progress={letterBox.progress ?? inspect.progress}
        onCancel={() => {
          letterBox.cancel()
          inspect.cancel()
        }}
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

/** What is inspected; also a bundle that cannot be read stands in that list, with its reason. */
function isBundle({ what }: GivenFile): boolean {
  return what.kind === 'bundle' || (what.kind === 'unknown' && /^(?:bundle|part|fileEmpty)/.test(what.code))
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
