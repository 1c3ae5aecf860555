import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Permission } from '../domain/permissions.ts'

/**
 * How a call is declared. The contract is one flat map from the call's name to its declaration; the name is the same in the
 * window, in the dispatcher, in the log, in the journal's `action` and in the URL of the web door.
 *
 * - `query` reads, changes nothing, may be repeated.
 * - `command` changes: one transaction, one act.
 * - `operation` is long: it yields progress, can be cancelled, and cleans up.
 */
export type CallKind = 'query' | 'command' | 'operation'

/** What a change touches; windows ask again for what they show of it. */
export type Topic =
  | 'session'
  | 'units'
  | 'officers'
  | 'criteria'
  | 'cycles'
  | 'sheets'
  | 'documents'
  | 'checks'
  | 'exchange'
  | 'devices'
  | 'history'
  | 'settings'

export type Call<
  Kind extends CallKind = CallKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = Readonly<{
  kind: Kind
  /** Who may call it: `anyone` needs no sign-in, `signedIn` any officer, otherwise the named permission. */
  permit: 'anyone' | 'signedIn' | Permission
  input: Input
  output: Output
  /** Errors that a caller should expect besides the general ones. */
  errors: readonly ErrorCode[]
  touches: readonly Topic[]
}>

type Declared<Input extends z.ZodType, Output extends z.ZodType> = {
  permit: Call['permit']
  input: Input
  output: Output
  errors?: readonly ErrorCode[]
  touches?: readonly Topic[]
}

/** Declares a call that reads. */
export function query<I extends z.ZodType, O extends z.ZodType>(d: Declared<I, O>): Call<'query', I, O> {
  return { kind: 'query', errors: [], touches: [], ...d }
}

/** Declares a call that changes something in one transaction. */
export function command<I extends z.ZodType, O extends z.ZodType>(d: Declared<I, O>): Call<'command', I, O> {
  return { kind: 'command', errors: [], touches: [], ...d }
}

/** Declares a long call with progress. */
export function operation<I extends z.ZodType, O extends z.ZodType>(
  d: Declared<I, O>,
): Call<'operation', I, O> {
  return { kind: 'operation', errors: [], touches: [], ...d }
}

export type Contract = Readonly<Record<string, Call>>
export type InputOf<C extends Call> = z.input<C['input']>
export type OutputOf<C extends Call> = z.output<C['output']>
