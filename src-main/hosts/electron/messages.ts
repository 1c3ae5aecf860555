import type { ErrorValue } from '../../../shared/contract/errors.ts'
import type { FileTicket } from '../../../shared/contract/frames.ts'
import type { FromWindow } from './from-window.ts'
import type { HandedOver, WindowAnswer, WindowEvent } from './window-api.ts'

/** The one channel between a window and the main process. This file is part of the preload script: keep it light. */
export const channel = 'cqtt'

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
