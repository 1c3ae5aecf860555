import { Menu, UnstyledButton } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SessionState } from '../../shared/contract/session.ts'
import { Icon } from '../ui/icons.tsx'
import { notifyError } from '../ui/notify.tsx'
import { PasswordDialog } from '../ui/password-dialog.tsx'
import { placesFor } from './places.ts'
import { useSession } from './session.ts'
import classes from './top-bar.module.css'
import { useCommand } from './use-call.ts'
import { useViewer } from './viewer.ts'

type Officer = SessionState['officers'][number]

/** Who is signed in; another user is two clicks away: this button, then the name. */
export function OfficerMenu(): ReactElement {
  const { t } = useTranslation('common')
  const { signedIn, officers } = useSession()
  const signIn = useCommand('session.signIn')
  const signOut = useCommand('session.signOut')
  const [asking, setAsking] = useState<Officer | null>(null)
  const others = officers.filter(({ id }) => id !== signedIn.officer)
  const own = placesFor(useViewer()).filter(({ corner }) => corner === 'nameMenu')
  const roles = signedIn.roles.map((role) => t(`role.${role}`)).join(', ')

  function change(officer: Officer): void {
    if (officer.needsPassword) setAsking(officer)
    else signIn.mutate({ officer: officer.id }, { onError: notifyError })
  }

  return (
    <>
      <Menu position="bottom-end" width="18rem">
        <Menu.Target>
          <UnstyledButton className={classes['quiet']}>
            <Icon name="person" size="1.375rem" />
            <span className={classes['person']}>
              <strong title={signedIn.name}>{signedIn.name}</strong>
              <span>{t('changeUser')}</span>
            </span>
            <Icon name="down" size="1rem" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown mah="80dvh" style={{ overflowY: 'auto' }}>
          <Menu.Label>{t('youAre', { name: signedIn.name, roles })}</Menu.Label>
          {others.length > 0 && <Menu.Divider />}
          {others.length > 0 && <Menu.Label>{t('changeUserTo')}</Menu.Label>}
          {others.map((officer) => (
            <Menu.Item
              key={officer.id}
              leftSection={<Icon name={officer.needsPassword ? 'lock' : 'person'} />}
              onClick={() => {
                change(officer)
              }}
            >
              {officer.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {own.flatMap(({ icon, tabs }) =>
            tabs.map(({ page, path }) => (
              <Menu.Item key={page} component={Link} href={path} leftSection={<Icon name={icon} />}>
                {t(`pages.${page}`)}
              </Menu.Item>
            )),
          )}
          {own.length > 0 && <Menu.Divider />}
          <Menu.Item
            onClick={() => {
              signOut.mutate({}, { onError: notifyError })
            }}
          >
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PasswordDialog
        name={asking?.name ?? null}
        error={signIn.error}
        busy={signIn.isPending}
        onPassword={(password) => {
          if (asking !== null) signIn.mutate({ officer: asking.id, password })
        }}
        onClose={() => {
          signIn.reset()
          setAsking(null)
        }}
      />
    </>
  )
}
