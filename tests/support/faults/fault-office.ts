import path from 'node:path'
import type { CallName, Input, Output } from '../../../shared/contract/contract.ts'
import { settle } from '../../../src-main/api/settle.ts'
import { createCore } from '../../../src-main/core.ts'

/** A core in a folder, outside any test runner: for processes that will be killed, and for looking at what they left. */
export type FaultOffice = {
  readonly call: <Name extends CallName>(name: Name, input: Input<Name>) => Promise<Output<Name>>
  readonly upload: (file: string) => Promise<string>
  readonly close: () => Promise<void>
}

/** Opens the core in `folder`/data with its keys in `folder`/keys and signs its first officer in, if there is one. */
export async function openOffice(folder: string): Promise<FaultOffice> {
  const core = await createCore({ dataDir: path.join(folder, 'data'), keysDir: path.join(folder, 'keys') })
  const session = core.sessions.open()
  async function call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const frames = core.call({ name, input, session, signal: new AbortController().signal })
    return (await settle(frames)) as Output<Name>
  }
  const { officers } = await call('session.state', {})
  const [first] = officers
  if (first !== undefined) await call('session.signIn', { officer: first.id })
  return {
    call,
    upload: async (file) => (await core.files.receivePath(file)).ticket,
    close: () => core.close(),
  }
}
