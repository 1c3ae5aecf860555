import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { afterwards, useCommand } from '../../app/use-call.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { notifyDone } from '../notify.tsx'
import classes from './decisions.module.css'
import { FailingGates } from './failing-gates.tsx'
import { openThings } from './open-things.ts'

type Props = {
  opened: boolean
  view: SheetView
  content: CriteriaContent
  behalf: OnBehalf | null
  onClose: () => void
  /** It is decided: the dialog goes on to the bundle, or ends. */
  onDecided: () => void
}

/** Closes the sheet for the level that appraises; says first what is still missing. */
export function SubmitDialog({ opened, onClose, ...rest }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('decide.submit.title', { unit: rest.view.unitName })}
      size="lg"
    >
      <SubmitForm {...rest} onClose={onClose} />
    </Modal>
  )
}

function SubmitForm({ view, content, behalf, onClose, onDecided }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const submit = useCommand('decisions.submit')
  const [meant, setMeant] = useState(false)
  const [reason, setReason] = useState('')
  const open = openThings(view, content)
  const complete = open.length === 0

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        afterwards(
          submit.mutateAsync({
            assessment: view.assessment,
            incomplete: !complete,
            ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
            ...(behalf === null ? {} : { onBehalf: behalf }),
          }),
          () => {
            notifyDone(t('decide.submit.done', { unit: view.unitName }))
            onDecided()
          },
        )
      }}
    >
      <Stack gap="md">
        <p>{complete ? t('decide.submit.complete') : t('decide.submit.incomplete')}</p>
        {!complete && (
          <ul className={classes['open']}>
            {open.map(({ kind, codes }) => (
              <li key={kind}>
                <strong>{t(`open.${kind}`, { count: codes.length })}</strong>
                <span className={classes['codes']}>{codes.join(', ')}</span>
              </li>
            ))}
          </ul>
        )}
        <FailingGates totals={view.totals.self} content={content} />
        <p className={classes['soft']}>
          {t('decide.submit.after', { context: behalf === null ? '' : 'behalf' })}
        </p>
        {!complete && (
          <>
            <Checkbox
              label={t('decide.submit.meant')}
              checked={meant}
              onChange={(event) => {
                setMeant(event.currentTarget.checked)
              }}
            />
            <Textarea
              label={t('common:reason.optional')}
              value={reason}
              maxLength={2000}
              autosize
              maxRows={5}
              onChange={(event) => {
                setReason(event.currentTarget.value)
              }}
            />
          </>
        )}
        <ErrorSentence error={submit.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            disabled={!complete && !meant}
            loading={submit.isPending}
            {...(complete ? { 'data-autofocus': true } : {})}
          >
            {t('decide.submit.action', { context: behalf === null ? '' : 'behalf' })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
