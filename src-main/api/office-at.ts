import type { Input, Output, CallName } from '../../shared/contract/contract.ts'
import type { Office } from '../services/demo/office.ts'
import type { Core } from './core-interface.ts'
import type { SessionId } from './sessions.ts'
import { settle } from './settle.ts'

/** An open core as an office for the sample story: somebody sits at a window of his own. */
export function officeAt(core: Pick<Core, 'call' | 'sessions' | 'files'>, session: SessionId): Office {
  const never = new AbortController().signal
  async function call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    return (await settle(core.call({ name, input, session, signal: never }))) as Output<Name>
  }
  return {
    call,
    file: async (path) => (await core.files.receivePath(path)).ticket,
    add: async ({ name, roles, department }) => {
      const { id } = await call('officers.save', {
        officer: null,
        name,
        roles: [...roles],
        department,
        active: true,
      })
      const other = officeAt(core, core.sessions.open())
      await other.call('session.signIn', { officer: id })
      return other
    },
  }
}
