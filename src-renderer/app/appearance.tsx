import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect } from 'react'
import { create } from 'zustand'
import type { Settings } from '../../shared/contract/settings.ts'
import { forgetAskedLanguage } from '../transport/open-transport.ts'
import { changeLanguage, type Language } from './language.ts'
import { useCommand, useQueryCall } from './use-call.ts'

/** The language asked for at the start of this window, until somebody chooses another in it. */
const useAskedLanguage = create<{ asked: Language | null }>(() => ({ asked: null }))

/** Language, text size and colours as set for this installation; a change shows at once in every window. */
export function AppearanceGate(props: { asked: Language | null; children: ReactNode }): ReactElement | null {
  const { data, isPending } = useQueryCall('settings.get', {})
  const { setColorScheme } = useMantineColorScheme()
  const { asked } = useAskedLanguage()

  useEffect(() => {
    useAskedLanguage.setState({ asked: props.asked })
  }, [props.asked])

  useEffect(() => {
    if (data === undefined) return
    void changeLanguage(asked ?? data.language)
    // Every measure of the window is in rem.
    document.documentElement.style.fontSize = `${data.textSize}%`
    setColorScheme(data.colours === 'system' ? 'auto' : data.colours)
  }, [asked, data, setColorScheme])

  return isPending ? null : <>{props.children}</>
}

/** Changes settings; the window does not wait for the answer. */
export function useChangeAppearance(): (change: Partial<Settings>) => void {
  const queries = useQueryClient()
  const set = useCommand('settings.set')
  return (change) => {
    if (change.language !== undefined) {
      forgetAskedLanguage()
      useAskedLanguage.setState({ asked: null })
    }
    queries.setQueryData<Settings>(['settings.get', {}], (now) =>
      now === undefined ? now : { ...now, ...change },
    )
    set.mutate(change)
  }
}
