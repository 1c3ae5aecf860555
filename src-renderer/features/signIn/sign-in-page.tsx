import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '../../../shared/contract/session.ts'
import { AppearanceMenu } from '../../app/appearance-menu.tsx'
import { useCommand } from '../../app/use-call.ts'
import { ChoiceCard } from '../../ui/choice-card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { OutsideFrame } from '../../ui/outside-frame.tsx'
import { PasswordDialog } from '../../ui/password-dialog.tsx'

type Officer = SessionState['officers'][number]

/** The officers of this unit; whoever has no password is in with one click. */
export function SignInPage({ session }: { session: SessionState }): ReactElement {
  const { t } = useTranslation(['start', 'common'])
  const signIn = useCommand('session.signIn')
  const [asking, setAsking] = useState<Officer | null>(null)

  return (
    <OutsideFrame
      title={session.unit?.name ?? t('common:program')}
      summary={t('signIn.who')}
      corner={<AppearanceMenu />}
    >
      {session.officers.map((officer) => (
        <ChoiceCard
          key={officer.id}
          icon={officer.needsPassword ? 'lock' : 'person'}
          title={officer.name}
          disabled={signIn.isPending}
          onChoose={() => {
            if (officer.needsPassword) setAsking(officer)
            else signIn.mutate({ officer: officer.id })
          }}
        >
          {officer.roles.map((role) => t(`common:role.${role}`)).join(', ')}
        </ChoiceCard>
      ))}
      {session.officers.length === 0 && (
        <EmptyState icon="person" title={t('signIn.nobody')}>
          {t('signIn.nobodyHint')}
        </EmptyState>
      )}
      {asking === null && <ErrorSentence error={signIn.error} />}
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
    </OutsideFrame>
  )
}
