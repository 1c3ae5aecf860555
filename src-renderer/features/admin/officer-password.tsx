import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficerView } from '../../../shared/contract/officers.ts'
import { useSession } from '../../app/session.ts'
import { useCommand } from '../../app/use-call.ts'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { notifyDone } from '../../ui/notify.tsx'

type Props = {
  officer: OfficerView | null
  /** The only active officer may do without a password. */
  sole: boolean
  onClose: () => void
}

/** A new password: the own one, or another's for an administrator. */
export function OfficerPassword({ officer, sole, onClose }: Props): ReactElement {
  const { t } = useTranslation('admin')
  return (
    <Modal
      opened={officer !== null}
      onClose={onClose}
      title={t('officers.passwordOf', { name: officer?.name ?? '' })}
      size="sm"
    >
      {officer !== null && <PasswordForm officer={officer} sole={sole} onClose={onClose} />}
    </Modal>
  )
}

function PasswordForm({ officer, sole, onClose }: Props & { officer: OfficerView }): ReactElement {
  const { t } = useTranslation(['admin', 'common', 'start'])
  const { signedIn } = useSession()
  const set = useCommand('officers.setPassword')
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const asksCurrent = officer.hasPassword && officer.id === signedIn.officer
  const ready = password.length >= 6 && password === repeated

  function write(next: string | null): void {
    set.mutate(
      { officer: officer.id, password: next, ...(asksCurrent ? { current } : {}) },
      {
        onSuccess: () => {
          notifyDone(t('common:saved'))
          onClose()
        },
      },
    )
  }
  const field = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    error?: string,
  ): ReactElement => (
    <PasswordInput
      label={label}
      value={value}
      maxLength={200}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('common:password.show'), tabIndex: 0 }}
      error={error}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) write(password)
      }}
    >
      <Stack>
        {asksCurrent && field(t('officers.currentPassword'), current, setCurrent)}
        {field(
          t('officers.newPassword'),
          password,
          setPassword,
          password !== '' && password.length < 6 ? t('start:officer.passwordShort') : undefined,
        )}
        {field(
          t('start:officer.repeat'),
          repeated,
          setRepeated,
          repeated !== '' && repeated !== password ? t('start:officer.repeatDiffers') : undefined,
        )}
        <ErrorSentence error={set.error} />
        <Group justify="space-between">
          {sole && officer.hasPassword ? (
            <Button
              variant="subtle"
              onClick={() => {
                write(null)
              }}
            >
              {t('officers.noPassword')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" disabled={!ready} loading={set.isPending}>
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
