import { createHash, randomBytes } from 'node:crypto'
import type { SessionId, Sessions } from '../../api/sessions.ts'

export type Exchange =
  Readonly<{ kind: 'accepted'; token: string }> | Readonly<{ kind: 'used' }> | Readonly<{ kind: 'unknown' }>

export type Tokens = Readonly<{
  /** A token for one window, to stand in the address behind `#`, where it reaches neither server logs nor other pages. */
  newLaunchToken: () => string
  /** Opens a session for a launch token that was not used before. */
  exchange: (launchToken: string) => Exchange
  /** The session that an `Authorization` header speaks for. */
  sessionOf: (authorization: string | undefined) => SessionId | undefined
  closeSessions: () => void
}>

/** Tokens live in memory only and are kept as hashes, so that looking one up tells nothing through its timing. */
export function createTokens(sessions: Sessions): Tokens {
  const waiting = new Set<string>()
  const used = new Set<string>()
  const bearers = new Map<string, SessionId>()

  return {
    newLaunchToken() {
      const token = newToken()
      waiting.add(hashOf(token))
      return token
    },
    exchange(launchToken) {
      const hash = hashOf(launchToken)
      if (used.has(hash)) return { kind: 'used' }
      if (!waiting.delete(hash)) return { kind: 'unknown' }
      used.add(hash)
      const token = newToken()
      bearers.set(hashOf(token), sessions.open())
      return { kind: 'accepted', token }
    },
    sessionOf(authorization) {
      const token = /^Bearer ([\w-]{43})$/.exec(authorization ?? '')?.[1]
      return token === undefined ? undefined : bearers.get(hashOf(token))
    },
    closeSessions() {
      for (const session of bearers.values()) sessions.close(session)
      bearers.clear()
    },
  }
}

/** 256 random bits, 43 letters. */
function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
