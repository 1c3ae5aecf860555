import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import { useCommand } from '../../app/use-call.ts'
import { draftOf, readDraft } from '../../ui/answer/answer-draft.ts'
import { AnswerFields } from '../../ui/answer/answer-fields.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { StillMissing } from '../../ui/still-missing.tsx'
import classes from './appraisal.module.css'
import type { AppraisalStage, QueueItem } from './queue-item.ts'

type Props = {
  item: QueueItem
  stage: AppraisalStage
  criterion: Criterion
  onDone: () => void
  onCancel: () => void
}

/** Another answer than the one claimed; the points show while it is typed, the reason is needed. */
export function ChangeForm({ item, stage, criterion, onDone, onCancel }: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'common', 'sheet'])
  const set = useCommand('appraisal.set')
  const started = item.cell.answer ?? item.before.answer
  const [draft, setDraft] = useState(() => draftOf(started))
  const [reason, setReason] = useState(item.cell.agrees ? '' : (item.cell.author?.reason ?? ''))
  const reasonField = useRef<HTMLTextAreaElement>(null)
  const reading = readDraft(criterion, draft)
  // A first answer, where the commune enters none, replaces nothing and needs no reason.
  const needsReason = item.before.answer !== null
  const missing = [
    ...(reading.status === 'answer' ? [] : [t('sheet:columns.answer')]),
    ...(needsReason && reason.trim() === '' ? [t('verdict.reason')] : []),
  ]
  const ready = missing.length === 0

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
          {...(needsReason ? { placeholder: t('verdict.reasonExample') } : {})}
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
            {t(needsReason ? 'verdict.save' : 'verdict.saveFirst')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('common:cancel')}
          </Button>
          <StillMissing what={missing} />
        </Group>
      </Stack>
    </form>
  )
}
