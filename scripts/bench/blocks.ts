import { setTimeout } from 'node:timers/promises'

/** How long others had to wait for this thread, longest first. */
export function watchBlocks(): { readonly stop: () => Promise<readonly number[]> } {
  const waits: number[] = []
  let last = performance.now()
  const note = (): void => {
    const now = performance.now()
    waits.push(now - last)
    last = now
  }
  const timer = setInterval(note, 2)
  return {
    stop: async () => {
      await setTimeout(5)
      clearInterval(timer)
      note()
      return waits.sort((a, b) => b - a)
    },
  }
}
