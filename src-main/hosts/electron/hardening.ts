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

/** Camera, place, notifications and the like: the program needs none. */
export const allowedPermissions: readonly string[] = []

/** Schemes that a request of the window may have; the network has none of them. */
export const allowedSchemes: readonly string[] = ['app:', 'blob:', 'data:', 'devtools:']

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

/** Whether the window may load this address at all. */
export function mayRequest(address: string): boolean {
  return allowedSchemes.includes(URL.parse(address)?.protocol ?? '')
}

export function mayUse(permission: string): boolean {
  return allowedPermissions.includes(permission)
}
