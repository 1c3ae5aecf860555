/** The part of a window that is used. */
export type LivingWindow = Readonly<{
  webContents: Readonly<{
    on: (event: 'render-process-gone', listener: (event: unknown, gone: Gone) => void) => unknown
    reload: () => void
    forcefullyCrashRenderer: () => void
  }>
  on: Listen<'unresponsive'> & Listen<'responsive'>
  isDestroyed: () => boolean
}>
type Listen<Event extends string> = (event: Event, listener: () => void) => unknown
type Gone = Readonly<{ reason: string }>

export type WindowLifeLimits = Readonly<{
  /** How long a window that hangs is waited for, milliseconds: a page that is only slow comes back by itself. */
  patience: number
  /** So many crashes within `crashesWithin` milliseconds are no accident any more. */
  crashesAtMost: number
  crashesWithin: number
}>

const usualLimits: WindowLifeLimits = { patience: 5000, crashesAtMost: 3, crashesWithin: 60_000 }

/**
 * Loads the page again when the window's process has crashed, or hangs: everything that was acknowledged is saved, and the core runs
 * in a process of its own. A page that crashes again and again is left as it is, and `onGivenUp` says so.
 */
export function keepWindowAlive(
  window: LivingWindow,
  onGivenUp: () => void,
  { patience, crashesAtMost, crashesWithin }: WindowLifeLimits = usualLimits,
): void {
  let crashes: number[] = []
  let hanging: NodeJS.Timeout | undefined

  const stopWaiting = (): void => {
    clearTimeout(hanging)
    hanging = undefined
  }
  window.on('unresponsive', () => {
    hanging ??= setTimeout(() => {
      hanging = undefined
      // Its end is told as a crash like any other, which loads the page again.
      if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
    }, patience)
  })
  window.on('responsive', stopWaiting)
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    stopWaiting()
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = performance.now()
    crashes = [...crashes.filter((time) => now - time < crashesWithin), now]
    if (crashes.length > crashesAtMost) onGivenUp()
    else window.webContents.reload()
  })
}
