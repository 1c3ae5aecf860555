import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { CycleView } from '../../shared/contract/cycles.ts'
import type { CycleId } from '../../shared/domain/ids.ts'
import { useQueryCall } from './use-call.ts'

type ChosenCycle = { chosen: CycleId | null; choose: (cycle: CycleId) => void }

/** Which cycle this window looks at; each window has its own. */
const useChosenCycle = create<ChosenCycle>()(
  persist(
    (set) => ({
      chosen: null,
      choose: (chosen) => {
        set({ chosen })
      },
    }),
    { name: 'current-cycle', storage: createJSONStorage(() => sessionStorage) },
  ),
)

export type CurrentCycle = {
  /** Null while loading, and when there is no cycle yet. */
  cycle: CycleView | null
  /** Newest year first. */
  cycles: readonly CycleView[]
  loading: boolean
  choose: (cycle: CycleId) => void
}

/** The cycle chosen in the top bar; without a choice the newest open one. */
export function useCurrentCycle(): CurrentCycle {
  const { data, isPending } = useQueryCall('cycles.list', {})
  const { chosen, choose } = useChosenCycle()
  const cycles = (data ?? []).toSorted((a, b) => b.year - a.year || a.name.localeCompare(b.name, 'vi'))
  const cycle =
    cycles.find(({ id }) => id === chosen) ?? cycles.find(({ closed }) => !closed) ?? cycles[0] ?? null
  return { cycle, cycles, loading: isPending, choose }
}
