import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, utilityProcess } from 'electron'
import { createHash } from 'node:crypto'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { OpenCoreOptions } from '../../api/core-interface.ts'
import { choosePlace } from '../../platform/data-place.ts'
import { engineFlags } from '../../platform/engine-flags.ts'
import { windowFolder } from '../../platform/program-files.ts'
import { errorSentence, sentence } from '../../platform/sentences.ts'
import { openPageFiles } from '../page/page-files.ts'
import { createAppProtocol } from './app-protocol.ts'
import { attachBridge, type Bridge } from './bridge.ts'
import { hardenSession, hardenWindows } from './harden.ts'
import {
  appScheme,
  isSteered,
  isTrustedFrame,
  pageAddress,
  schemePrivileges,
  windowPreferences,
} from './hardening.ts'
import type { CoreStart, FromCore, ToCore } from './messages.ts'
import { keepWindowAlive } from './window-life.ts'

/** The desktop program: one window, and the core in a process of its own. This process only relays. */
const options = readOptions(process.argv.slice(app.isPackaged ? 1 : 2))

hardenWindows()
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: schemePrivileges }])
if (options.dataDir !== undefined) keepProfileApart(options.dataDir)

if (isSteered(app.isPackaged, (name) => app.commandLine.hasSwitch(name))) {
  process.stderr.write(`${sentence(options.language, 'steered')}\n`)
  app.exit(2)
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow)
  // Not awaited here: Electron is not ready before this module has been read to its end.
  app
    .whenReady()
    .then(run)
    .catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      dialog.showErrorBox(sentence(options.language, 'programName'), sentence(options.language, 'coreEnded'))
      app.exit(1)
    })
} else {
  app.exit(0)
}

async function run(): Promise<void> {
  const core = utilityProcess.fork(
    path.join(import.meta.dirname, 'core-process.js'),
    [JSON.stringify(options)],
    { serviceName: 'CQTT core', execArgv: [...engineFlags] },
  )
  const ended = new Promise<void>((resolve) => core.once('exit', () => resolve()))
  const start = await Promise.race([
    new Promise<CoreStart>((resolve) => core.once('message', (message: CoreStart) => resolve(message))),
    ended.then((): CoreStart => ({
      kind: 'failed',
      error: { code: 'internal', details: { logReference: '-' } },
    })),
  ])
  if (start.kind === 'failed') {
    dialog.showErrorBox(
      sentence(options.language, 'programName'),
      errorSentence(options.language, start.error),
    )
    app.exit(start.error.code === 'folderInUse' ? 3 : 1)
    return
  }

  const port = {
    post: (message: ToCore) => {
      core.postMessage(message)
    },
    onMessage: (listener: (message: FromCore) => void) => void core.on('message', listener),
  }
  const bridge = attachBridge(ipcMain, port, { isTrustedSender: isTrustedFrame, onRefused: () => undefined })
  hardenSession().protocol.handle(appScheme, createAppProtocol(openPageFiles(windowFolder()), bridge))
  openWindow()
  closeInOrder(bridge, ended)
}

/** The core closes before the program does; a core that ends by itself is told to the window and ends the program. */
function closeInOrder(bridge: Bridge, ended: Promise<void>): void {
  let quitting = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (quitting) return
    quitting = true
    void bridge
      .quit()
      .then(() => ended)
      .then(() => {
        app.exit(0)
      })
  })
  app.on('window-all-closed', () => {
    app.quit()
  })
  void ended.then(() => {
    bridge.coreEnded()
    if (quitting) return
    dialog.showErrorBox(sentence(options.language, 'programName'), sentence(options.language, 'coreEnded'))
    app.exit(1)
  })
}

function openWindow(): void {
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    backgroundColor: '#ffffff',
    title: sentence(options.language, 'programName'),
    webPreferences: {
      ...windowPreferences(app.isPackaged),
      preload: path.join(import.meta.dirname, 'preload.cjs'),
    },
  })
  keepWindowAlive(window, () => {
    dialog.showErrorBox(sentence(options.language, 'programName'), sentence(options.language, 'windowFailed'))
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  void window.loadURL(options.language === 'vi' ? pageAddress : `${pageAddress}#lang=${options.language}`)
}

function showWindow(): void {
  const window = BrowserWindow.getAllWindows()[0]
  if (window?.isMinimized() === true) window.restore()
  window?.focus()
}

/** Two data folders are two programs: each has its own browser profile, and with it its own single-instance lock. */
function keepProfileApart(dataDir: string): void {
  const name = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16)
  app.setPath('userData', path.join(app.getPath('userData'), 'profiles', name))
}

/** Chromium's own switches stand among ours, so unknown ones are left alone. */
function readOptions(args: readonly string[]): OpenCoreOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { data: { type: 'string' }, keys: { type: 'string' }, lang: { type: 'string' } },
  })
  const language = values.lang === 'en' ? 'en' : 'vi'
  const { data, keys } = values
  const given = {
    ...(typeof data === 'string' ? { dataDir: data } : {}),
    ...(typeof keys === 'string' ? { keysDir: keys } : {}),
  }
  return { ...choosePlace(given, language, (line) => process.stderr.write(`${line}\n`)), language }
}
