import { z } from 'zod'
import type { ErrorValue } from '../../../shared/contract/errors.ts'
import type { FileTicket } from '../../../shared/contract/frames.ts'
import type { HandedOver, WindowAnswer, WindowEvent } from './window-api.ts'

/** The one channel between a window and the main process. */
export const channel = 'cqtt'

const id = z.string().min(1).max(64)
/** A file larger than this has a path; a pasted picture has none. */
export const pastedLimitBytes = 64 * 1024 * 1024

/** What a window may say. Checked in the main process: the window is not trusted. */
export const FromWindow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, name: z.string().max(100), input: z.unknown().optional() }),
  z.strictObject({ kind: z.literal('cancel'), id }),
  z.strictObject({
    kind: z.literal('handOver'),
    id,
    files: z
      .array(
        z.strictObject({
          name: z.string().max(1000),
          source: z.union([
            z.string().max(32_000),
            z.instanceof(Uint8Array).refine((bytes) => bytes.length <= pastedLimitBytes),
          ]),
        }),
      )
      .max(5000),
  }),
])
export type FromWindow = z.infer<typeof FromWindow>

/** What a window is told. */
export type ToWindow =
  | Readonly<{ kind: 'answer'; id: string; answer: WindowAnswer }>
  | Readonly<{ kind: 'handedOver'; id: string; files: readonly HandedOver[] }>
  | WindowEvent

/** Main process → core process. `window` is a number that the main process gave. */
export type ToCore =
  | Readonly<{ kind: 'open' | 'close'; window: number }>
  | Readonly<{ kind: 'window'; window: number; message: FromWindow }>
  /** A download: the core answers `file`, then one `chunk` for each `pull`, until `end`. */
  | Readonly<{ kind: 'fetch'; download: number; ticket: string }>
  | Readonly<{ kind: 'pull' | 'stop'; download: number }>
  | Readonly<{ kind: 'quit' }>

/** Core process → main process. */
export type FromCore =
  | Readonly<{ kind: 'window'; window: number; message: ToWindow }>
  | Readonly<{ kind: 'announcement'; message: ToWindow }>
  | Readonly<{ kind: 'file'; download: number; file: Omit<FileTicket, 'ticket'> & { sizeKnown: boolean } }>
  | Readonly<{ kind: 'chunk'; download: number; bytes: Uint8Array }>
  | Readonly<{ kind: 'end'; download: number; outcome: 'complete' | 'unknown' | 'broken' }>
  | Readonly<{ kind: 'done' }>

/** What the core's process says before it answers anything: that it will, or why not. */
export type CoreStart = Readonly<{ kind: 'ready' }> | Readonly<{ kind: 'failed'; error: ErrorValue }>

/** The part of a message port that both ends use; Electron's and Node's have it. */
export type Port<Out, In> = Readonly<{
  post: (message: Out) => void
  onMessage: (listener: (message: In) => void) => void
}>
