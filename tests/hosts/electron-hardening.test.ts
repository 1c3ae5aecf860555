import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  allowedPermissions,
  allowedSchemes,
  fuses,
  mayUse,
  schemePrivileges,
  webPreferences,
} from '../../src-main/hosts/electron/hardening.ts'

const projectFolder = path.join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(path.join(projectFolder, name), 'utf8')

describe('the hardening of the desktop window', () => {
  it('keeps the window in its sandbox', () => {
    expect(webPreferences).toEqual({
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
      spellcheck: false,
      safeDialogs: true,
    })
  })

  it('gives the scheme of the page no way around the policy', () => {
    expect(schemePrivileges).toMatchObject({
      standard: true,
      secure: true,
      bypassCSP: false,
      allowServiceWorkers: false,
    })
  })

  it('grants no permission', () => {
    expect(allowedPermissions).toEqual([])
    for (const asked of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fullscreen',
    ]) {
      expect(mayUse(asked)).toBe(false)
    }
  })

  it('knows no scheme of the network', () => {
    for (const scheme of ['http:', 'https:', 'ws:', 'wss:', 'ftp:', 'file:'])
      expect(allowedSchemes).not.toContain(scheme)
  })

  it('burns the fuses', () => {
    expect(fuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('burns the same fuses into the packaged program', () => {
    const written = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(read('electron-builder.yml'))?.[1] ?? ''
    const lines = Object.entries(fuses).map(([fuse, value]) => `  ${fuse}: ${String(value)}`)
    expect(written.trimEnd().split('\n').toSorted()).toEqual(lines.toSorted())
  })

  it('is what the program applies', () => {
    const main = read('src-main/hosts/electron/main.ts')
    const harden = read('src-main/hosts/electron/harden.ts')
    expect(main).toContain('...windowPreferences(app.isPackaged)')
    expect(main).toContain('privileges: schemePrivileges')
    expect(main).toContain('isTrustedSender: isTrustedFrame')
    expect(main.indexOf('hardenWindows()')).toBeGreaterThan(0)
    expect(main.indexOf('hardenWindows()')).toBeLessThan(main.indexOf('.whenReady()'))
    // Electron gets ready only after this module was read to its end: waiting for that at its top level would hang.
    expect(main).not.toMatch(/^ {0,2}await /m)
    for (const applied of [
      'app.enableSandbox()',
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler(() => false)',
      "setWindowOpenHandler(() => ({ action: 'deny' }))",
      "'will-frame-navigate'",
      "'will-redirect'",
      "'will-attach-webview'",
      'mayRequest(details.url, app.isPackaged)',
    ]) {
      expect(harden).toContain(applied)
    }
  })

  it('shows the page four functions and nothing of Electron', () => {
    const preload = read('src-main/hosts/electron/preload.ts')
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1)
    const names = [...read('src-main/hosts/electron/window-api.ts').matchAll(/^ {2}(\w+): \(.*\) => /gm)]
    expect(names.map(([, name]) => name)).toEqual(['call', 'cancel', 'subscribe', 'handOverFiles'])
  })

  it('puts nothing but these few lines into the window', async () => {
    const { outputFiles } = await build({
      entryPoints: [path.join(projectFolder, 'src-main/hosts/electron/preload.ts')],
      bundle: true,
      format: 'cjs',
      platform: 'node',
      external: ['electron'],
      write: false,
    })
    const text = outputFiles[0]?.text ?? ''
    expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron'])
    expect(text.length).toBeLessThan(6000)
  })
})
