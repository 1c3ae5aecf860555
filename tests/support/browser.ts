/** How tests start the browser; shared by playwright.config.ts and by tests that start one themselves. */
import { browserArguments, findBrowser } from '../../scripts/browser.ts'

export interface BrowserLaunch {
  readonly executablePath?: string
  readonly args: string[]
}

export function browserLaunch(): BrowserLaunch {
  const executablePath = findBrowser()
  return { ...(executablePath === undefined ? {} : { executablePath }), args: browserArguments() }
}

/** Whether the browser suite drives the real Electron window instead of the web door. */
export function drivesElectron(): boolean {
  return process.env['CQTT_E2E'] === 'electron'
}
