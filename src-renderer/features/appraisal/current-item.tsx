import { useState, type ReactElement, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { SheetStatus } from '../../../shared/domain/workflow.ts'
import { isForCommune } from '../../../shared/domain/sheet-progress.ts'
import { pathOfSheet } from '../../app/paths.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { answerInShort, outcomePoints, outcomeSentences } from '../../ui/answer/answer-text.ts'
import { FormerAnswers } from '../../ui/answer/former-answers.tsx'
import { ruleLines } from '../../ui/answer/rule-text.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { DecisionActions } from '../../ui/decisions/decision-actions.tsx'
import { DocumentPreview } from '../../ui/evidence/document-preview.tsx'
import { EvidenceList } from '../../ui/evidence/evidence-list.tsx'
import { easiestToLookAt, firstPageOf } from '../../ui/evidence/open-document.ts'
import { formatPoints } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { RequestThread } from '../../ui/request-thread.tsx'
import { SendingStrip } from '../../ui/sending/sending-state.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './appraisal.module.css'
import { useReturnNotes } from './return-notes.ts'
import { judgedAt, toVerifyAgain, unseenBy } from '../../ui/decisions/unseen.ts'
import { Verdict } from './verdict.tsx'
import type { AppraisalStage, Pane, QueueItem } from './queue-item.ts'

type Props = {
  item: QueueItem
  stage: AppraisalStage
  content: CriteriaContent
  /** Filled with what F8 does. */
  acceptRef: RefObject<(() => void) | null>
  onStep: (direction: 1 | -1, waiting: boolean) => void
  /** Hears of the item that was accepted as it is. */
  onAgree: (item: QueueItem, agreed: Promise<unknown>) => void
  /** The way on, where nothing waits here. */
  goOn: ReactNode
  /** The part that shows where there is room for one; null: all. */
  pane: Pane | null
}

/** One criterion of one commune: its evidence at the left; what was claimed and what is to be judged at the right. */
export function CurrentItem({
  item,
  stage,
  content,
  acceptRef,
  onStep,
  onAgree,
  goOn,
  pane,
}: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'sheet'])
  const sheet = useQueryCall('sheets.get', { assessment: item.assessment })
  const notes = useReturnNotes(item.assessment)
  const documents = useQueryCall('documents.list', {
    assessment: item.assessment,
    target: item.criterion,
    filter: 'all',
    offset: 0,
    limit: 200,
  })
  const [chosen, setChosen] = useState<{ document: DocumentView; page: number } | 'none' | null>(null)
  const criterion = content.criteria.find(({ id }) => id === item.criterion)
  const view = sheet.data
  // what the commune cannot enter is this stage's own work, and nothing that the commune left undone
  const ownTask = stage === 'appraisal' && criterion !== undefined && !isForCommune(criterion)
  const row = view?.rows.find((each) => each.criterion === item.criterion)
  // The next step is the judgement while something waits for one, and the decision about the whole after that.
  const waiting = item.open || (stage === 'appraisal' && (view?.unappraised.length ?? 0) > 0)
  if (criterion === undefined) return <></>

  // A document lies open: looking at the evidence is the job.
  const first = easiestToLookAt(documents.data?.documents ?? [])
  const firstLink = first?.links.find(
    (each) => each.assessment === item.assessment && each.target === item.criterion,
  )
  const opened =
    chosen === 'none'
      ? null
      : (chosen ??
        (first === undefined ? null : { document: first, page: firstPageOf(firstLink?.link.pages ?? '') }))
  const sentences = outcomeSentences(item.before.outcome, criterion, t)
  // Where nothing waits the decision about the whole is the next step, and stands first.
  const wholeFirst = !waiting && stage === 'appraisal'
  const whole = (
    <div className={classes['whole']} data-first={wholeFirst}>
      {view !== undefined && <HowFar view={view} stage={stage} content={content} />}
      {view !== undefined && <SendingStrip sending={view.sending} className={classes['sending']} />}
      {view !== undefined && (
        <div className={classes['decide']}>
          <DecisionActions
            view={view}
            content={content}
            behalf={null}
            compact={waiting}
            noted={notes.items}
            onReturned={notes.clear}
          />
          {goOn}
        </div>
      )}
    </div>
  )

  return (
    <>
      <section
        hidden={pane !== null && pane !== 'evidence'}
        className={classes['evidence']}
        aria-label={t('evidence.label')}
        data-region="evidence"
      >
        {documents.data?.documents.length === 0 ? (
          <p className={classes['noEvidence']} data-tone={ownTask ? 'soft' : 'warn'}>
            <Icon name={ownTask ? 'info' : 'warning'} />{' '}
            {t(ownTask ? 'evidence.noneOwn' : 'evidence.none', { unit: item.unitName })}
          </p>
        ) : (
          <EvidenceList
            unit={item.unit}
            assessment={item.assessment}
            target={item.criterion}
            years={view === undefined ? [] : [view.year]}
            mayChange={false}
            chosen={opened?.document ?? null}
            onChoose={(document, link) => {
              setChosen(document === null ? 'none' : { document, page: firstPageOf(link.pages) })
            }}
          />
        )}
        {opened !== null && (
          <DocumentPreview key={opened.document.id} document={opened.document} startPage={opened.page} />
        )}
      </section>
      <section
        hidden={pane !== null && pane !== 'verdict'}
        className={classes['judge']}
        data-region="verdict"
      >
        <div className={classes['judgeHead']}>
          <Link
            href={pathOfSheet(item.assessment, item.criterion)}
            className={classes['commune']}
            title={t('item.openSheet')}
          >
            {item.unitName}
          </Link>
          <StatusBadge status={item.status} />
        </div>
        {wholeFirst && whole}
        <h2 className={classes['criterion']}>
          <span className={classes['code']}>{criterion.code}</span> {criterion.title}
        </h2>
        <div className={classes['claim']}>
          <div className={classes['claimHead']}>
            <span>{t(ownTask ? 'item.ownTask' : `item.before_${stage}`)}</span>
            <strong className={classes['claimPoints']}>
              {outcomePoints(item.before.outcome, t)}{' '}
              <span className={classes['soft']}>/ {formatPoints(criterion.max)}</span>
            </strong>
          </div>
          <p className={classes['claimAnswer']}>
            {item.before.answer === null && !item.before.agrees
              ? ownTask
                ? t('item.enteredHere', { unit: item.unitName })
                : t(`item.nothingBefore_${stage}`, { unit: item.unitName })
              : answerInShort(criterion, item.before.answer, t)}
          </p>
          {item.before.answer !== null && item.before.answer.note !== '' && (
            <p className={classes['soft']}>{item.before.answer.note}</p>
          )}
          {item.before.answer !== null &&
            sentences.map((sentence) => (
              <p key={sentence} className={classes['warning']}>
                <Icon name="info" size="1em" /> {sentence}
              </p>
            ))}
          {item.before.differing && (
            <p className={classes['bad']}>
              <Icon name="warning" size="1em" /> {t('item.differing')}
            </p>
          )}
          {item.before.author !== null && <AuthorLine author={item.before.author} />}
          {row?.lastPoints != null && (
            <p className={classes['soft']}>{t('item.lastYear', { points: formatPoints(row.lastPoints) })}</p>
          )}
        </div>
        <RequestThread assessment={item.assessment} criterion={item.criterion}>
          {row !== undefined && row.explanation.text !== '' && (
            <div className={classes['explanation']}>
              <h3>{t('item.explanation', { unit: item.unitName })}</h3>
              <p>{row.explanation.text}</p>
            </div>
          )}
        </RequestThread>
        <FormerAnswers assessment={item.assessment} criterion={item.criterion} />
        {view !== undefined && (
          <Verdict
            item={item}
            stage={stage}
            view={view}
            criterion={criterion}
            acceptRef={acceptRef}
            onStep={onStep}
            onAgree={onAgree}
            notes={notes}
            waiting={waiting}
          />
        )}
        <details className={classes['rule']}>
          <summary>{t('sheet:panel.howScored')}</summary>
          <ul>
            {ruleLines(criterion, t).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className={classes['soft']}>
            {t('sheet:panel.expected', { papers: criterion.evidence.join('; ') })}
          </p>
        </details>
        {!wholeFirst && whole}
        <p className={classes['keys']}>{t('keys')}</p>
      </section>
    </>
  )
}

const over: ReadonlySet<SheetStatus> = new Set(['verified', 'recognised', 'notRecognised'])

/** How far the whole sheet of this commune is, whatever part of it the list shows. */
function HowFar({
  view,
  stage,
  content,
}: {
  view: SheetView
  stage: AppraisalStage
  content: CriteriaContent
}): ReactElement {
  const { t } = useTranslation('appraisal')
  const { unitName: unit, unappraised, status } = view
  const count = judgedAt(stage, content, view).length
  const sentence = (): string => {
    if (over.has(status) || (status === 'accepted' && stage === 'appraisal'))
      return t('whole.finished', { unit })
    const again = toVerifyAgain(view).length
    if (stage === 'verification' && again > 0) return t('whole.again', { unit, count: again })
    if (stage === 'verification')
      return t('whole.unseen', { unit, seen: count - unseenBy(content, view).length, count })
    return unappraised.length > 0
      ? t('whole.open', { unit, count: unappraised.length })
      : t('whole.ready', { unit, count })
  }
  return <p className={classes['soft']}>{sentence()}</p>
}
