import { app, session, type Session } from 'electron'
import { isOwnPage, mayRequest, mayUse } from './hardening.ts'

/** Applies `hardening.ts` to every window that is ever made. Call it before the program is ready. */
export function hardenWindows(): void {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
    })
  })
}

/** Applies it to the one session. Call it once the program is ready, before the first window. */
export function hardenSession(): Session {
  const only = session.defaultSession
  only.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(mayUse(permission))
  })
  only.setPermissionCheckHandler((_contents, permission) => mayUse(permission))
  only.setDevicePermissionHandler(() => false)
  only.setSpellCheckerEnabled(false)
  only.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayRequest(details.url, app.isPackaged) })
  })
  only.on('will-download', (event, item) => {
    if (!mayRequest(item.getURL(), app.isPackaged)) event.preventDefault()
  })
  return only
}
