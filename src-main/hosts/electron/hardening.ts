/**
 * What the window must never be able to do, as data. `main.ts` applies it; a test reads it, so that a line taken out here
 * is seen without starting Electron.
 */

/** The window's own files come from `app://window/`, read only. */
export const appScheme = 'app'
export const pageAddress = 'app://window/'

export const schemePrivileges = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  stream: true,
  codeCache: true,
  bypassCSP: false,
  corsEnabled: false,
  allowServiceWorkers: false,
} as const

export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // The spelling checker would fetch dictionaries.
  spellcheck: false,
  safeDialogs: true,
} as const

/**
 * What only a packaged program forbids: tools that look into the page. Who develops the program needs them.
 *
 * @param isPackaged whether this is the program that offices get
 */
export function windowPreferences(isPackaged: boolean): typeof webPreferences & { devTools: boolean } {
  return { ...webPreferences, devTools: !isPackaged }
}

/** Switches of Chromium by which any program on this machine could steer the window; no fuse covers them. */
const steeringSwitches = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address']

/** Whether the program was started so that others could steer its window: a packaged program does not open then. */
export function isSteered(isPackaged: boolean, hasSwitch: (name: string) => boolean): boolean {
  return isPackaged && steeringSwitches.some((name) => hasSwitch(name))
}

/** Camera, place, notifications and the like: the program needs none. */
export const allowedPermissions: readonly string[] = []

/** Schemes that a request of the window may have; the network has none of them. */
export const allowedSchemes: readonly string[] = ['app:', 'blob:', 'data:']

/** Settings burnt into the packaged program (electron-builder.yml, `electronFuses`). */
export const fuses = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
} as const

/** Whether an address is the window's own page, wherever in it (`#/…`). Everything else is no place to go. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address)
  return (
    url?.protocol === `${appScheme}:` && url.host === 'window' && url.username === '' && url.pathname === '/'
  )
}

/** Whether a message may be listened to: only the page itself in its outermost frame. */
export function isTrustedFrame(frame: Readonly<{ url: string; parent: unknown }> | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}

/** Whether the window may load this address at all; the tools of developers come under a scheme of their own. */
export function mayRequest(address: string, isPackaged: boolean): boolean {
  const scheme = URL.parse(address)?.protocol ?? ''
  return allowedSchemes.includes(scheme) || (!isPackaged && scheme === 'devtools:')
}

export function mayUse(permission: string): boolean {
  return allowedPermissions.includes(permission)
}
