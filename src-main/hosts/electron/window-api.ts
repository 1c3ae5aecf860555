import type { ErrorValue } from '../../../shared/contract/errors.ts'
import type { Announcement, FileTicket, Frame, Progress } from '../../../shared/contract/frames.ts'

/** What the core tells a window without being asked. */
export type WindowEvent =
  | Readonly<{ kind: 'announcement'; announcement: Announcement }>
  | Readonly<{ kind: 'progress'; id: string; progress: Progress }>
  /** The core's process has ended; nothing will answer any more. */
  | Readonly<{ kind: 'ended' }>

/** How a call ends. */
export type WindowAnswer = Exclude<Frame, { kind: 'progress' }>

export type HandedOver =
  Readonly<{ kind: 'result'; file: FileTicket }> | Readonly<{ kind: 'error'; error: ErrorValue }>

/** `window.cqtt`: the four functions of the preload script, the window's only way out of its sandbox. */
export type WindowApi = Readonly<{
  /** `id` is chosen by the window; progress events and `cancel` name it. Never rejects. */
  call: (id: string, name: string, input: unknown) => Promise<WindowAnswer>
  cancel: (id: string) => void
  /** The returned function stops it. */
  subscribe: (listener: (event: WindowEvent) => void) => () => void
  /** Files that the user chose, by their path and without copying; pasted ones, which have none, by their bytes. */
  handOverFiles: (files: readonly File[]) => Promise<readonly HandedOver[]>
}>
