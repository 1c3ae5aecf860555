import { z } from 'zod'
import type { Core } from '../../api/core-interface.ts'
import type { SessionId } from '../../api/sessions.ts'
import { settle } from '../../api/settle.ts'
import { UsageError } from './usage-error.ts'

/** What of `session.state` is needed here. */
const State = z.object({
  officers: z.array(z.object({ id: z.string(), name: z.string(), needsPassword: z.boolean() })),
})

/**
 * Signs in by the ordinary calls. Without a name the only officer is taken, if there is but one and no password is needed;
 * otherwise the session stays without an officer, which is enough for calls that anyone may make.
 *
 * @throws CallError `wrongPassword`; UsageError for a name that fits nobody or several
 */
export async function signIn(
  core: Core,
  session: SessionId,
  given: Readonly<{ name?: string; password?: string }>,
  signal: AbortSignal,
): Promise<void> {
  const { officers } = State.parse(
    await settle(core.call({ name: 'session.state', input: {}, session, signal })),
  )
  const officer = given.name === undefined ? onlyOpenOne(officers) : officerNamed(officers, given.name)
  if (officer === undefined) return
  const password = given.password === undefined ? {} : { password: given.password }
  const input = { officer: officer.id, ...password }
  await settle(core.call({ name: 'session.signIn', input, session, signal }))
}

type Officer = z.infer<typeof State>['officers'][number]

function onlyOpenOne(officers: readonly Officer[]): Officer | undefined {
  const [only, ...others] = officers
  return others.length === 0 && only?.needsPassword === false ? only : undefined
}

function officerNamed(officers: readonly Officer[], name: string): Officer {
  const wanted = folded(name)
  const found = officers.filter((officer) => officer.id === name || folded(officer.name) === wanted)
  const [only, ...others] = found
  if (only === undefined) throw new UsageError('unknownOfficer', { name })
  if (others.length > 0)
    throw new UsageError('severalOfficers', { name, ids: found.map(({ id }) => id).join(', ') })
  return only
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLocaleLowerCase('vi')
}
