import type { ProgramContract } from '../../shared/contract/contract.ts'
import type { Contract, InputOf, OutputOf } from '../../shared/contract/define.ts'
import type { FileTicket, Progress } from '../../shared/contract/frames.ts'

export type CallOptions = Readonly<{
  /** Aborting it cancels the call, which then rejects with `cancelled`. */
  signal?: AbortSignal | undefined
  onProgress?: ((progress: Progress) => void) | undefined
}>

export type TransportEvent =
  /** Something changed, here or elsewhere: ask again for what is shown of these topics. */
  | Readonly<{ kind: 'changed'; topics: readonly string[] }>
  /**
   * `lost`: the program does not answer, another try follows. `connected` again after that: changes may have been missed, ask
   * again for everything. `ended`: it will not come back in this window.
   */
  | Readonly<{ kind: 'connection'; state: 'connected' | 'lost' | 'ended' }>

/** The window's way to the core, typed by the contract. Everything rejects with `CallError` and nothing else. */
export type Transport<C extends Contract = ProgramContract> = Readonly<{
  call: <N extends keyof C & string>(
    name: N,
    input: InputOf<C[N]>,
    options?: CallOptions,
  ) => Promise<OutputOf<C[N]>>
  /** The returned function stops it. */
  subscribe: (listener: (event: TransportEvent) => void) => () => void
  /** Hands a file to the core; in the desktop program by its path, without copying it. */
  upload: (file: File, options?: CallOptions) => Promise<FileTicket>
  /** Fetches a file that a call handed out; works once for a ticket. */
  download: (file: FileTicket, options?: CallOptions) => Promise<Blob>
  /** Lets the user save a file that a call handed out. */
  saveDownload: (file: FileTicket) => Promise<void>
}>

/** A transport before the contract gives it types: what each kind of it implements. */
export type Carrier = Readonly<{
  call: (name: string, input: unknown, options?: CallOptions) => Promise<unknown>
}> &
  Omit<Transport, 'call'>

/** Answers are checked against the contract in the core's dispatcher, so the window takes their types on trust. */
export function typed<C extends Contract>(carrier: Carrier): Transport<C> {
  return carrier as unknown as Transport<C>
}
