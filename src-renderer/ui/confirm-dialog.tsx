import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  opened: boolean
  title: string
  children?: ReactNode
  /** The verb of the action, "Chốt, lập gói gửi"; never "OK". */
  confirm: string
  /** `sharp`: what cannot be taken back simply. */
  tone?: 'usual' | 'sharp'
  busy?: boolean
  /** Wider than a sentence needs, for a table. */
  size?: string
  /** Asks for a reason; `needed` does not go on without one. */
  reason?: 'optional' | 'needed'
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Asks before something important happens, and if wanted for the reason. */
export function ConfirmDialog(props: Props): ReactElement {
  return (
    <Modal opened={props.opened} size={props.size ?? 'md'} onClose={props.onClose} title={props.title}>
      <ConfirmBody {...props} />
    </Modal>
  )
}

/** Mounted afresh at each opening, so that the reason starts empty. */
function ConfirmBody({
  children,
  confirm,
  tone = 'usual',
  busy = false,
  reason,
  onConfirm,
  onClose,
}: Props): ReactElement {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onConfirm(text.trim())
      }}
    >
      <Stack gap="md">
        {children}
        {reason !== undefined && (
          <Textarea
            label={reason === 'needed' ? t('reason.needed') : t('reason.optional')}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
            }}
            required={reason === 'needed'}
            maxLength={2000}
            autosize
            minRows={2}
            maxRows={8}
            data-autofocus
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={busy}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            {...(tone === 'sharp' ? { color: 'red.9' } : {})}
            disabled={reason === 'needed' && text.trim() === ''}
            {...(reason === undefined ? { 'data-autofocus': true } : {})}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
