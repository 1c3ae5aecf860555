import './no-generated-code.ts'
import { CallError } from '../../shared/contract/errors.ts'
import type { WindowApi } from '../../src-main/hosts/electron/window-api.ts'
import { createElectronTransport } from './electron-transport.ts'
import type { Transport } from './transport.ts'
import { createWebTransport } from './web-transport.ts'

export type OpenedTransport = Readonly<{
  transport: Transport
  /** The language asked for when the program was started; null when the saved setting counts. */
  language: 'vi' | 'en' | null
}>

/** Kept for a reload; gone when the window is closed. */
const tokenKey = 'cqtt.token'
const languageKey = 'cqtt.language'

/**
 * Opens the way to the core: through the preload script in the desktop program, over HTTP in a browser. There the address holds
 * a token behind `#` that works once; it is exchanged for this window's own and taken out of the address.
 *
 * @throws CallError `disconnected` when this window was not opened by the program, or the program has ended
 */
export async function openTransport(): Promise<OpenedTransport> {
  const start = new URLSearchParams(location.hash.slice(1))
  if (start.has('launch') || start.has('lang')) history.replaceState(null, '', `${location.pathname}#/`)
  const language = rememberLanguage(start.get('lang'))

  const api = (globalThis as { cqtt?: WindowApi }).cqtt
  if (api !== undefined) return { transport: createElectronTransport(api), language }

  const launchToken = start.get('launch')
  const token =
    (launchToken === null ? null : await exchange(launchToken)) ?? sessionStorage.getItem(tokenKey)
  if (token === null) throw new CallError('disconnected', {})
  sessionStorage.setItem(tokenKey, token)
  return { transport: createWebTransport({ origin: location.origin, token }), language }
}

/** null when the launch token was used before, as after going back to the first address. */
async function exchange(launchToken: string): Promise<string | null> {
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ launchToken }),
    })
    if (!response.ok) return null
    const { token } = (await response.json()) as { token: string }
    return token
  } catch (error) {
    throw new CallError('disconnected', {}, { cause: error })
  }
}

function rememberLanguage(given: string | null): 'vi' | 'en' | null {
  if (given !== null) sessionStorage.setItem(languageKey, given)
  const language = sessionStorage.getItem(languageKey)
  return language === 'vi' || language === 'en' ? language : null
}

/** From here on the saved setting counts in this window too: somebody has chosen a language in it. */
export function forgetAskedLanguage(): void {
  sessionStorage.removeItem(languageKey)
}
