import { createContext, use } from 'react'
import type { SessionState, SignedIn } from '../../shared/contract/session.ts'
import type { UnitView } from '../../shared/contract/views.ts'
import type { Permission } from '../../shared/domain/permissions.ts'

/** What is known once somebody has signed in. */
export type Session = Omit<SessionState, 'signedIn' | 'unit'> & { signedIn: SignedIn; unit: UnitView }

const SessionContext = createContext<Session | null>(null)

export const SessionProvider = SessionContext.Provider

/** Unit, device and the signed-in officer. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === null) throw new Error('Nobody is signed in above this component')
  return session
}

/** Whether the signed-in officer holds the permission. The core decides in any case; this hides what would be refused. */
export function useMay(permission: Permission): boolean {
  return useSession().signedIn.permissions.includes(permission)
}
