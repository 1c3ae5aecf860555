import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useEffect, useRef } from 'react'
import { SignInPage } from '../features/signIn/sign-in-page.tsx'
import { StartPage } from '../features/start/start-page.tsx'
import { ErrorSentence } from '../ui/error-notice.tsx'
import { SessionProvider } from './session.ts'
import { Shell } from './shell.tsx'
import { useQueryCall } from './use-call.ts'

/** First start, sign-in or the program, whichever is due. */
export function SessionGate(): ReactElement | null {
  const { data, error, refetch } = useQueryCall('session.state', {})
  const officer = data?.signedIn?.officer ?? null
  useForgetOtherOfficers(officer)

  if (error !== null && data === undefined)
    return <ErrorSentence error={error} onRetry={() => void refetch()} />
  if (data === undefined) return null
  if (data.stage === 'new' || data.unit === null) return <StartPage />
  if (data.signedIn === null) return <SignInPage session={data} />
  return (
    <SessionProvider value={{ ...data, unit: data.unit, signedIn: data.signedIn }}>
      <Shell key={data.signedIn.officer} />
    </SessionProvider>
  )
}

/** What one officer was shown is not kept for the next one, who may see less. */
function useForgetOtherOfficers(officer: string | null): void {
  const queries = useQueryClient()
  const last = useRef<string | null>(null)
  useEffect(() => {
    if (last.current !== null && last.current !== officer) {
      queries.removeQueries({
        predicate: ({ queryKey: [name] }) => name !== 'session.state' && name !== 'settings.get',
      })
    }
    last.current = officer
  }, [officer, queries])
}
