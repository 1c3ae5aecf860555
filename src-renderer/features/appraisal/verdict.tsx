import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState, type ReactElement, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import { useCommand } from '../../app/use-call.ts'
import { AnswerFields } from '../../ui/answer/answer-fields.tsx'
import { draftOf, readDraft } from '../../ui/answer/answer-draft.ts'
import { answerInShort, outcomePoints } from '../../ui/answer/answer-text.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { notifyError } from '../../ui/notify.tsx'
import classes from './appraisal.module.css'
import type { ReturnNotes } from './return-notes.ts'
import type { AppraisalStage, QueueItem } from './queue-item.ts'

type Props = {
  item: QueueItem
  stage: AppraisalStage
  view: SheetView
  criterion: Criterion
  acceptRef: RefObject<(() => void) | null>
  onStep: (direction: 1 | -1, waiting: boolean) => void
  notes: ReturnNotes
}

/** The judgement of one criterion: accept as it is, score again with a reason, or note what is missing. */
export function Verdict({ item, stage, view, criterion, acceptRef, onStep, notes }: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'sheet', 'common'])
  const set = useCommand('appraisal.set')
  const may = stage === 'appraisal' ? view.may.appraise : view.may.verify
  const { cell, before } = item
  const nothingBefore = before.answer === null && !before.agrees
  const judged = cell.author !== null && (cell.answer !== null || cell.agrees)
  const mayAgree = may && !nothingBefore && !before.differing
  const [form, setForm] = useState<'none' | 'change' | 'note'>(
    may && nothingBefore && !judged ? 'change' : 'none',
  )
  const accept = useRef<HTMLButtonElement>(null)

  function agree(): void {
    if (!mayAgree) return
    set.mutate(
      {
        assessment: item.assessment,
        criterion: item.criterion,
        stage,
        verdict: { kind: 'agree' },
        seen: cell.heads,
      },
      // The next item is already in front of the officer: the sentence must find them there.
      { onError: notifyError },
    )
    onStep(1, true)
  }

  useLayoutEffect(() => {
    acceptRef.current = agree
    return () => {
      acceptRef.current = null
    }
  })
  useEffect(() => {
    // Enter accepts as well: the keyboard waits on the button, unless somebody is in the list.
    if (
      document.activeElement?.closest('[data-region="queue"]') === null ||
      document.activeElement === document.body
    ) {
      accept.current?.focus({ preventScroll: true })
    }
  }, [])

  if (!may) {
    return (
      <div className={classes['verdict']}>
        <Standing item={item} criterion={criterion} />
        <p className={classes['soft']}>{t('item.notSubmitted')}</p>
        <Steps onStep={onStep} />
      </div>
    )
  }
  const noted = notes.items.find((each) => each.criterion === item.criterion)
  return (
    <div className={classes['verdict']}>
      {judged && <Standing item={item} criterion={criterion} />}
      {form !== 'change' && (
        <Group gap="xs">
          <Button ref={accept} leftSection={<Icon name="check" />} disabled={!mayAgree} onClick={agree}>
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
      <Steps onStep={onStep} />
    </div>
  )
}

function Steps({ onStep }: Pick<Props, 'onStep'>): ReactElement {
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
        <Icon name={cell.agrees ? 'check' : 'edit'} size="1em" />{' '}
        <strong>
          {t(cell.agrees ? 'verdict.agreed' : 'verdict.changed', { points: outcomePoints(cell.outcome, t) })}
        </strong>
        {!cell.agrees && ` (${answerInShort(criterion, cell.answer, t)})`}
      </p>
      <AuthorLine author={cell.author} />
    </div>
  )
}

type ChangeFormProps = {
  item: QueueItem
  stage: AppraisalStage
  criterion: Criterion
  onDone: () => void
  onCancel: () => void
}

/** Another answer than the one claimed; the points show while it is typed, the reason is needed. */
function ChangeForm({ item, stage, criterion, onDone, onCancel }: ChangeFormProps): ReactElement {
  const { t } = useTranslation(['appraisal', 'common'])
  const set = useCommand('appraisal.set')
  const started = item.cell.answer ?? item.before.answer
  const [draft, setDraft] = useState(() => draftOf(started))
  const [reason, setReason] = useState(item.cell.agrees ? '' : (item.cell.author?.reason ?? ''))
  const reasonField = useRef<HTMLTextAreaElement>(null)
  const reading = readDraft(criterion, draft)
  // A first answer, where the commune enters none, replaces nothing and needs no reason.
  const needsReason = item.before.answer !== null
  const ready = reading.status === 'answer' && (!needsReason || reason.trim() !== '')

  function save(): void {
    if (reading.status !== 'answer' || !ready) {
      reasonField.current?.focus()
      return
    }
    set.mutate(
      {
        assessment: item.assessment,
        criterion: item.criterion,
        stage,
        verdict: { kind: 'change', answer: reading.answer },
        seen: item.cell.heads,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      { onSuccess: onDone },
    )
  }

  return (
    <form
      className={classes['change']}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="xs">
        <AnswerFields
          criterion={criterion}
          draft={draft}
          focus="all"
          onChange={setDraft}
          onDone={() => {
            reasonField.current?.focus()
          }}
          onCancel={onCancel}
        />
        <Textarea
          ref={reasonField}
          label={t(needsReason ? 'verdict.reason' : 'common:reason.optional')}
          placeholder={t('verdict.reasonExample')}
          value={reason}
          required={needsReason}
          maxLength={2000}
          autosize
          minRows={2}
          maxRows={6}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) save()
            if (event.key === 'Escape') onCancel()
          }}
        />
        <ErrorSentence error={set.error} />
        <Group gap="xs">
          <Button type="submit" disabled={!ready} loading={set.isPending}>
            {t('verdict.save')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function NoteForm(props: {
  text: string
  onSave: (text: string) => void
  onCancel: () => void
}): ReactElement {
  const { t } = useTranslation(['appraisal', 'common'])
  const [text, setText] = useState(props.text)
  return (
    <form
      className={classes['change']}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSave(text.trim())
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('verdict.noteText')}
          value={text}
          maxLength={2000}
          autosize
          minRows={2}
          maxRows={6}
          autoFocus
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-sm" disabled={text.trim() === ''}>
            {t('verdict.note')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={props.onCancel}>
            {t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
