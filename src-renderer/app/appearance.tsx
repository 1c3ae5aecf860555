import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect } from 'react'
import type { Settings } from '../../shared/contract/settings.ts'
import { changeLanguage } from './language.ts'
import { useCommand, useQueryCall } from './use-call.ts'

/** Language, text size and colours as set for this installation; a change shows at once in every window. */
export function AppearanceGate({ children }: { children: ReactNode }): ReactElement | null {
  const { data, isPending } = useQueryCall('settings.get', {})
  const { setColorScheme } = useMantineColorScheme()

  useEffect(() => {
    if (data === undefined) return
    void changeLanguage(data.language)
    // Every measure of the window is in rem.
    document.documentElement.style.fontSize = `${data.textSize}%`
    setColorScheme(data.colours === 'system' ? 'auto' : data.colours)
  }, [data, setColorScheme])

  return isPending ? null : <>{children}</>
}

/** Changes settings; the window does not wait for the answer. */
export function useChangeAppearance(): (change: Partial<Settings>) => void {
  const queries = useQueryClient()
  const set = useCommand('settings.set')
  return (change) => {
    queries.setQueryData<Settings>(['settings.get', {}], (now) => (now === undefined ? now : { ...now, ...change }))
    set.mutate(change)
  }
}
