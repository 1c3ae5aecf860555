import { createContext, use } from 'react'
import type { Transport } from '../transport/transport.ts'

const TransportContext = createContext<Transport | null>(null)

export const TransportProvider = TransportContext.Provider

/** The way to the core: calls, announcements, files in and out. */
export function useTransport(): Transport {
  const transport = use(TransportContext)
  if (transport === null) throw new Error('No transport above this component')
  return transport
}
