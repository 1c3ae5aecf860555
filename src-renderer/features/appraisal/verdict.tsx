import { Button, Group } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState, type ReactElement, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import { useMay } from '../../app/session.ts'
import { useCommand } from '../../app/use-call.ts'
import { answerInShort, outcomePoints } from '../../ui/answer/answer-text.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { Icon } from '../../ui/icons.tsx'
import { notifyError } from '../../ui/notify.tsx'
import classes from './appraisal.module.css'
import { ChangeForm } from './change-form.tsx'
import { NoteForm } from './note-form.tsx'
import type { ReturnNotes } from './return-notes.ts'
import type { AppraisalStage, QueueItem } from './queue-item.ts'
import { whyClosed } from './why-closed.ts'

type Props = {
  item: QueueItem
  stage: AppraisalStage
  view: SheetView
  criterion: Criterion
  acceptRef: RefObject<(() => void) | null>
  onStep: (direction: 1 | -1, waiting: boolean) => void
  /** Hears of the acceptance; what comes next is then in front of the officer. */
  onAgree: (item: QueueItem, agreed: Promise<unknown>) => void
  notes: ReturnNotes
  /** Something waits here: the judgement is the next step, otherwise the decision about the whole. */
  waiting: boolean
}

/** The judgement of one criterion: accept as it is, score again with a reason, or note what is missing. */
export function Verdict({
  item,
  stage,
  view,
  criterion,
  acceptRef,
  onStep,
  onAgree,
  notes,
  waiting,
}: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'sheet', 'common'])
  const set = useCommand('appraisal.set')
  const may = stage === 'appraisal' ? view.may.appraise : view.may.verify
  const holdsRole = useMay('appraise')
  const { cell, before } = item
  const nothingBefore = before.answer === null && !before.agrees
  const judged = cell.author !== null && (cell.answer !== null || cell.agrees)
  const mayAgree = may && !nothingBefore && !before.differing
  const [form, setForm] = useState<'none' | 'change' | 'note'>(
    may && nothingBefore && !judged ? 'change' : 'none',
  )
  const accept = useRef<HTMLButtonElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  const [cameOpen] = useState(item.open)

  function agree(): void {
    const agreed = judged && cell.agrees && cell.reopened === null
    // While it is on its way, and until this part hears of it, a second key changes nothing.
    const given = set.isPending || (set.isSuccess && set.variables.seen === cell.heads)
    if (!mayAgree || agreed || given) return
    const agreeing = set.mutateAsync({
      assessment: item.assessment,
      criterion: item.criterion,
      stage,
      verdict: { kind: 'agree', before: before.heads },
      seen: cell.heads,
    })
    // The next item is already in front of the officer: the sentence must find them there.
    agreeing.catch(notifyError)
    onAgree(item, agreeing)
  }

  useLayoutEffect(() => {
    acceptRef.current = agree
    return () => {
      acceptRef.current = null
    }
  })
  useEffect(() => {
    // Enter accepts as well: the keyboard waits on the button, unless somebody is in the list or chooses something. What is judged, Enter
    // does not change.
    const isBusy = document.activeElement?.closest('[data-region="queue"], input, select, textarea') != null
    if (!isBusy) (cameOpen ? accept : next).current?.focus({ preventScroll: true })
  }, [cameOpen])

  if (!may) {
    return (
      <div className={classes['verdict']}>
        <Standing item={item} criterion={criterion} />
        <p className={classes['soft']}>{t(`closed.${whyClosed(stage, view.status, holdsRole)}`)}</p>
        <Steps onStep={onStep} nextRef={next} />
      </div>
    )
  }
  const noted = notes.items.find((each) => each.criterion === item.criterion)
  return (
    <div className={classes['verdict']}>
      {judged && <Standing item={item} criterion={criterion} />}
      {form !== 'change' && (
        <Group gap="xs">
          <Button
            ref={accept}
            data-home=""
            variant={waiting ? 'filled' : 'default'}
            leftSection={<Icon name="check" />}
            disabled={!mayAgree}
            onClick={agree}
          >
            {t('verdict.agreeKey')}
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="edit" />}
            onClick={() => {
              setForm('change')
            }}
          >
            {nothingBefore ? t('verdict.enter') : t('verdict.change')}
          </Button>
          {judged && (
            <Button
              variant="subtle"
              loading={set.isPending}
              onClick={() => {
                set.mutate(
                  {
                    assessment: item.assessment,
                    criterion: item.criterion,
                    stage,
                    verdict: { kind: 'clear' },
                    seen: cell.heads,
                  },
                  { onError: notifyError },
                )
              }}
            >
              {t('verdict.clear')}
            </Button>
          )}
        </Group>
      )}
      {form === 'change' && (
        <ChangeForm
          item={item}
          stage={stage}
          criterion={criterion}
          onDone={() => {
            setForm('none')
            onStep(1, true)
          }}
          onCancel={() => {
            setForm('none')
          }}
        />
      )}
      {form === 'note' ? (
        <NoteForm
          text={noted?.text ?? ''}
          onSave={(text) => {
            notes.put({ criterion: item.criterion, text })
            setForm('none')
          }}
          onCancel={() => {
            setForm('none')
          }}
        />
      ) : (
        view.may.return && (
          <button
            type="button"
            className={classes['noteButton']}
            onClick={() => {
              setForm('note')
            }}
          >
            <Icon name="flag" size="1em" />{' '}
            {noted === undefined ? t('verdict.note') : `${t('verdict.noted')}: ${noted.text}`}
          </button>
        )
      )}
      <Steps onStep={onStep} nextRef={next} />
    </div>
  )
}

function Steps({
  onStep,
  nextRef,
}: Pick<Props, 'onStep'> & { nextRef: RefObject<HTMLButtonElement | null> }): ReactElement {
  const { t } = useTranslation('appraisal')
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon name="up" />}
        onClick={() => {
          onStep(-1, false)
        }}
      >
        {t('verdict.previous')}
      </Button>
      <Button
        ref={nextRef}
        size="compact-sm"
        variant="default"
        leftSection={<Icon name="down" />}
        onClick={() => {
          onStep(1, false)
        }}
      >
        {t('verdict.next')}
      </Button>
    </Group>
  )
}

/** What this stage has said so far. */
function Standing({ item, criterion }: { item: QueueItem; criterion: Criterion }): ReactElement | null {
  const { t } = useTranslation(['appraisal', 'sheet'])
  const { cell } = item
  if (cell.author === null) return null
  return (
    <div className={classes['standing']}>
      <p>
        <Icon name={cell.reopened !== null ? 'clock' : cell.agrees ? 'check' : 'edit'} size="1em" />{' '}
        <strong>
          {cell.reopened === null
            ? t(cell.agrees ? 'verdict.agreed' : 'verdict.changed', {
                points: outcomePoints(cell.outcome, t),
              })
            : t(`verdict.reopened.${cell.reopened}`, { points: outcomePoints(cell.outcome, t) })}
        </strong>
        {!cell.agrees && ` (${answerInShort(criterion, cell.answer, t)})`}
      </p>
      <AuthorLine author={cell.author} />
    </div>
  )
}
