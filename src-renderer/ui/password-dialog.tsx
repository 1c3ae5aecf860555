import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '../../shared/contract/errors.ts'
import { ErrorSentence } from './error-notice.tsx'

type Props = {
  /** Whose password; null closes the dialog. */
  name: string | null
  error: CallError | null
  busy: boolean
  onPassword: (password: string) => void
  onClose: () => void
}

/** Asks for the password of one person. */
export function PasswordDialog({ name, onClose, ...rest }: Props): ReactElement {
  const { t } = useTranslation('common')
  return (
    <Modal opened={name !== null} onClose={onClose} title={t('password.of', { name: name ?? '' })} size="sm">
      <PasswordForm onClose={onClose} {...rest} />
    </Modal>
  )
}

function PasswordForm({ error, busy, onPassword, onClose }: Omit<Props, 'name'>): ReactElement {
  const { t } = useTranslation('common')
  const [password, setPassword] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onPassword(password)
      }}
    >
      <Stack>
        <PasswordInput
          label={t('password.label')}
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value)
          }}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
          autoComplete="off"
          data-autofocus
        />
        <ErrorSentence error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('signIn')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
