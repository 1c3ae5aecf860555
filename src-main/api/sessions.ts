import { randomBytes } from 'node:crypto'
import type { DepartmentId, OfficerId } from '../../shared/domain/ids.ts'
import type { Role } from '../../shared/domain/permissions.ts'

/** Names one window (or one run of the command line) for as long as it is open. Never leaves the core's process. */
export type SessionId = string & { readonly sessionId: unique symbol }

/** Who sits in front of a window. */
export type SignedInOfficer = Readonly<{
  id: OfficerId
  name: string
  roles: readonly Role[]
  department: DepartmentId | null
}>

export type Sessions = Readonly<{
  open: () => SessionId
  close: (session: SessionId) => void
  /** The officer signed in there; null when nobody is, or when there is no such session. */
  officerOf: (session: SessionId) => SignedInOfficer | null
  signIn: (session: SessionId, officer: SignedInOfficer) => void
  signOut: (session: SessionId) => void
  /** Gives new name, roles and department to every window of this officer, so that a right taken away is gone at once. */
  refreshOfficer: (officer: SignedInOfficer) => void
  /** Signs an officer out of every window, e.g. when no longer active. */
  signOutOfficer: (officer: OfficerId) => void
}>

/** Holds who is signed in where. Checking a password is the service's work; nothing here is kept on disk. */
export function createSessions(): Sessions {
  const officers = new Map<SessionId, SignedInOfficer | null>()

  function signIn(session: SessionId, officer: SignedInOfficer): void {
    // A window that was closed while its sign-in ran must not come back to life.
    if (officers.has(session)) officers.set(session, officer)
  }

  function replace(id: OfficerId, officer: SignedInOfficer | null): void {
    for (const [session, signedIn] of officers) {
      if (signedIn?.id === id) officers.set(session, officer)
    }
  }

  return {
    open() {
      const session = randomBytes(16).toString('hex') as SessionId
      officers.set(session, null)
      return session
    },
    close: (session) => void officers.delete(session),
    officerOf: (session) => officers.get(session) ?? null,
    signIn,
    signOut: (session) => {
      if (officers.has(session)) officers.set(session, null)
    },
    refreshOfficer: (officer) => {
      replace(officer.id, officer)
    },
    signOutOfficer: (officer) => {
      replace(officer, null)
    },
  }
}
