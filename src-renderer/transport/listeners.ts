import type { TransportEvent } from './transport.ts'

export type Listeners = Readonly<{
  tell: (event: TransportEvent) => void
  subscribe: (listener: (event: TransportEvent) => void) => () => void
}>

/** @param onFirst called when somebody begins to listen; what it returns is called when nobody does any more */
export function createListeners(onFirst: () => () => void): Listeners {
  const listeners = new Set<(event: TransportEvent) => void>()
  let stop: () => void = () => undefined
  return {
    tell(event) {
      for (const listener of [...listeners]) listener(event)
    },
    subscribe(listener) {
      const entry = (event: TransportEvent): void => {
        listener(event)
      }
      listeners.add(entry)
      if (listeners.size === 1) stop = onFirst()
      return () => {
        if (listeners.delete(entry) && listeners.size === 0) stop()
      }
    },
  }
}
