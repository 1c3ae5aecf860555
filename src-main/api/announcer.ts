import type { Announcement } from '../../shared/contract/frames.ts'

export type Announcer = Readonly<{
  announce: (announcement: Announcement) => void
  /** The returned function stops listening. */
  listen: (listener: (announcement: Announcement) => void) => () => void
}>

/** Tells every open window what changed. One listener that fails must not keep the news from the others. */
export function createAnnouncer(onListenerError: (error: unknown) => void): Announcer {
  const listeners = new Set<(announcement: Announcement) => void>()
  return {
    announce(announcement) {
      for (const listener of [...listeners]) {
        try {
          listener(announcement)
        } catch (error) {
          onListenerError(error)
        }
      }
    },
    listen(listener) {
      // Wrapped, so that the same function may listen twice and stop once.
      const entry = (announcement: Announcement): void => {
        listener(announcement)
      }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
  }
}
