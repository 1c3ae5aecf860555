import { Checkbox, Modal, NumberInput, SimpleGrid, Stack, Textarea } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { Day } from '../../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { useSession } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-call.ts'
import { DayInput } from '../../../ui/day-input/day-input.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FormButtons } from '../../../ui/form-buttons.tsx'
import { notifyDone } from '../../../ui/notify.tsx'

export type Participant = Output<'participants.list'>[number]

/** Registration, aim, last year and "dừng xét" of one commune. */
export function ParticipantDialog({
  participant,
  onClose,
}: {
  participant: Participant | null
  onClose: () => void
}): ReactElement {
  return (
    <Modal opened={participant !== null} onClose={onClose} title={participant?.unit.name ?? ''}>
      {participant !== null && (
        <ParticipantForm key={participant.assessment} participant={participant} onClose={onClose} />
      )}
    </Modal>
  )
}

function ParticipantForm({
  participant,
  onClose,
}: {
  participant: Participant
  onClose: () => void
}): ReactElement {
  const { t, i18n } = useTranslation(['admin', 'common'])
  const { today } = useSession()
  const save = useCommand('participants.save')
  /** What stood when the form was opened. */
  const [seen] = useState(participant.heads)
  const [registered, setRegistered] = useState(participant.registered)
  const [aim, setAim] = useState<number | string>(participant.aim ?? '')
  const [lastTotal, setLastTotal] = useState<number | string>(
    participant.lastTotal === null ? '' : participant.lastTotal / 100,
  )
  const [lastStars, setLastStars] = useState<number | string>(participant.lastStars ?? '')
  const [stopped, setStopped] = useState(participant.stopped !== null)
  const [reason, setReason] = useState(participant.stopped?.reason ?? '')
  const [day, setDay] = useState<Day | null>(participant.stopped?.day ?? today)
  const ready = !stopped || (reason.trim() !== '' && day !== null)

  function write(): void {
    if (!ready) return
    const points = typeof lastTotal === 'number' ? (Math.round(lastTotal * 100) as Hundredths) : null
    save.mutate(
      {
        assessment: participant.assessment,
        seen,
        registered,
        aim: typeof aim === 'number' ? aim : null,
        lastTotal: points,
        lastStars: typeof lastStars === 'number' ? lastStars : null,
        stopped: stopped && day !== null ? { reason: reason.trim(), day } : null,
      },
      {
        onSuccess: () => {
          notifyDone(t('common:saved'))
          onClose()
        },
      },
    )
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        write()
      }}
    >
      <Stack>
        <Checkbox
          label={t('participant.registeredLong')}
          checked={registered}
          onChange={(event) => {
            setRegistered(event.currentTarget.checked)
          }}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <NumberInput
            label={t('participant.aim')}
            value={aim}
            min={0}
            max={10}
            allowDecimal={false}
            onChange={setAim}
          />
          <NumberInput
            label={t('participant.lastTotal')}
            value={lastTotal}
            min={-100}
            max={1000}
            decimalScale={2}
            decimalSeparator={i18n.language === 'en' ? '.' : ','}
            allowedDecimalSeparators={[',', '.']}
            onChange={setLastTotal}
          />
          <NumberInput
            label={t('participant.lastStars')}
            value={lastStars}
            min={0}
            max={10}
            allowDecimal={false}
            onChange={setLastStars}
          />
        </SimpleGrid>
        <Checkbox
          label={t('participant.stopped')}
          description={t('participant.stoppedHint')}
          checked={stopped}
          onChange={(event) => {
            setStopped(event.currentTarget.checked)
          }}
        />
        {stopped && (
          <>
            <Textarea
              label={t('participant.stoppedReason')}
              value={reason}
              maxLength={2000}
              autosize
              minRows={2}
              required
              onChange={(event) => {
                setReason(event.currentTarget.value)
              }}
            />
            <DayInput label={t('participant.stoppedDay')} value={day} required onChange={setDay} />
          </>
        )}
        <ErrorSentence error={save.error} />
        <FormButtons ready={ready} saving={save.isPending} onCancel={onClose} />
      </Stack>
    </form>
  )
}
