import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import dayjs from 'dayjs'
import 'dayjs/locale/vi'
import { type ReactElement, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { CallError } from '../../shared/contract/errors.ts'
import type { Transport } from '../transport/transport.ts'
import { AppearanceGate } from './appearance.tsx'
import { ConnectionGate } from './connection-gate.tsx'
import type { Language } from './language.ts'
import { useLongPaste } from './long-paste.ts'
import { SessionGate } from './session-gate.tsx'
import { resolveColours, themeFor } from './theme.ts'
import { TransportProvider } from './transport-context.ts'

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The core is on this machine: there is no being offline, and a refusal does not get better by asking again.
        networkMode: 'always',
        retry: (count, error) => error instanceof CallError && error.code === 'internal' && count < 1,
        // Announcements say when something has changed.
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

type Props = {
  transport: Transport
  /** Asked for when the program was started; null when the setting counts. */
  language: Language | null
  nonce: string
}

/** The whole window, once the way to the core is open. */
export function Program({ transport, language, nonce }: Props): ReactElement {
  const [queries] = useState(createQueries)
  useLongPaste()
  return (
    <Look nonce={nonce}>
      <QueryClientProvider client={queries}>
        <TransportProvider value={transport}>
          <Router hook={useHashLocation}>
            <AppearanceGate asked={language}>
              <ConnectionGate>
                <SessionGate />
              </ConnectionGate>
            </AppearanceGate>
          </Router>
        </TransportProvider>
      </QueryClientProvider>
    </Look>
  )
}

/** Colours, type and corner messages; also for the page that says why nothing else can be shown. */
export function Look({ nonce, children }: { nonce: string; children: ReactNode }): ReactElement {
  const { t, i18n } = useTranslation('common')
  const close = t('close')
  const theme = useMemo(() => themeFor(close), [close])
  const language = i18n.language === 'en' ? 'en' : 'vi'
  dayjs.locale(language)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveColours}
      getStyleNonce={() => nonce}
      defaultColorScheme="light"
    >
      <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
        <Notifications position="bottom-center" limit={4} containerWidth="26rem" />
        {children}
      </DatesProvider>
    </MantineProvider>
  )
}
