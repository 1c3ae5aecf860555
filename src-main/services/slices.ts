import { setImmediate as letOthersRun } from 'node:timers/promises'

/** Long reading on the core's thread in slices: call `rest` between two pieces; it waits only when a slice is used up. */
export function slices(milliseconds = 25): {
  readonly rest: () => Promise<void>
  readonly isUsedUp: () => boolean
} {
  let began = performance.now()
  const isUsedUp = (): boolean => performance.now() - began >= milliseconds
  return {
    isUsedUp,
    rest: async () => {
      if (!isUsedUp()) return
      await letOthersRun()
      began = performance.now()
    },
  }
}
