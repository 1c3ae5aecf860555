import { Button, Group, Modal, Skeleton, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactElement, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DifferenceView, ThirdValue } from '../../../../shared/contract/differences.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import type { EntryId } from '../../../../shared/domain/ids.ts'
import { useCommand, useQueryCall } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import classes from './differences.module.css'
import { ThirdValueFields } from './third-value.tsx'

/** What was asked for: one of the values, or a third. */
export type Wanted = { kind: 'value'; entry: EntryId; reading: string } | { kind: 'third' }

type Props = {
  difference: DifferenceView
  wanted: Wanted | null
  onClose: () => void
  onDecided: () => void
}

/** Asks for the reason, and at a level above for the paper of the commune; then writes the choice. */
export function DecideDialog({ difference, wanted, onClose, onDecided }: Props): ReactElement {
  const { t } = useTranslation('review')
  const isAnswer = difference.kind === 'answer'
  const { data } = useQueryCall(
    'criteria.version',
    { version: difference.version ?? '' },
    { enabled: isAnswer },
  )
  const criterion = data?.content.criteria.find(({ id }) => id === difference.criterion)
  return (
    <Modal
      opened={wanted !== null}
      onClose={onClose}
      size="lg"
      title={t(wanted?.kind === 'third' ? 'differences.thirdTitle' : 'differences.confirmTitle')}
    >
      {/* All fields come at once: one that came later would take the keyboard away from whoever types. */}
      {wanted?.kind === 'third' && isAnswer && criterion === undefined ? (
        <Skeleton height="9rem" />
      ) : (
        wanted !== null && <DecideForm {...{ difference, criterion, wanted, onClose, onDecided }} />
      )}
    </Modal>
  )
}

function DecideForm({
  difference,
  criterion,
  wanted,
  onClose,
  onDecided,
}: Omit<Props, 'wanted'> & { wanted: Wanted; criterion: Criterion | undefined }): ReactElement {
  const { t } = useTranslation(['review', 'common'])
  const choose = useCommand('differences.choose')
  const [third, setThird] = useState<ThirdValue | null>(null)
  const [reason, setReason] = useState('')
  const [paper, setPaper] = useState('')
  const chosen = wanted.kind === 'value' ? wanted.entry : third
  const needsPaper = difference.forCommune
  const ready = chosen !== null && (!needsPaper || paper.trim() !== '')

  function save(event?: SyntheticEvent): void {
    event?.preventDefault()
    if (chosen === null || !ready) return
    const { scope, entity, id, field, values, unit } = difference
    choose.mutate(
      {
        ...{ scope, entity, id, field, choose: chosen },
        seen: values.map(({ author }) => author.entry),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        ...(needsPaper ? { onBehalf: { unit, paper: paper.trim() } } : {}),
      },
      {
        onSuccess: () => {
          notifyDone(t('differences.chosen'))
          onDecided()
        },
      },
    )
  }

  return (
    <form onSubmit={save}>
      <Stack gap="md">
        <p className={classes['soft']}>{`${difference.unitName} – ${difference.label}`}</p>
        {wanted.kind === 'value' ? (
          <p className={classes['says']}>{wanted.reading}</p>
        ) : (
          <ThirdValueFields difference={difference} criterion={criterion} onChange={setThird} />
        )}
        {needsPaper && (
          <TextInput
            label={t('differences.paper', { unit: difference.unitName })}
            description={t('differences.paperHint')}
            value={paper}
            required
            maxLength={300}
            {...(wanted.kind === 'value' ? { 'data-autofocus': true } : {})}
            onChange={(event) => {
              setPaper(event.currentTarget.value)
            }}
          />
        )}
        <Textarea
          label={t('common:reason.optional')}
          value={reason}
          maxLength={2000}
          autosize
          minRows={2}
          maxRows={6}
          {...(wanted.kind === 'value' && !needsPaper ? { 'data-autofocus': true } : {})}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) save(event)
          }}
        />
        <p className={classes['soft']}>{t('differences.confirmHint')}</p>
        <ErrorSentence error={choose.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={choose.isPending}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={choose.isPending}>
            {t(wanted.kind === 'third' ? 'differences.writeThird' : 'differences.choose')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
