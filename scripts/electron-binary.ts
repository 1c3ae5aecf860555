/**
 * Where Electron's binary is. npm does not bring it (install scripts are off), and its host may be out of reach,
 * so nothing here imports electron: that would start a download and throw.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runQuietly } from './foreground.ts'
import { inProject } from './project.ts'

const packageFolder = inProject('node_modules/electron')
const failedStamp = inProject('node_modules/.cache/electron-not-fetched')
const timeLimit = 20_000

/** Full path of Electron's program, if it was fetched or put there (ELECTRON_OVERRIDE_DIST_PATH). */
export async function findElectron(): Promise<string | undefined> {
  const name = await readFile(path.join(packageFolder, 'path.txt'), 'utf8').catch(() => undefined)
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageFolder, 'dist')
  const file = path.join(folder, name?.trim() ?? nameOfProgram())
  return existsSync(file) ? file : undefined
}

/** Folder for electron-builder's `electronDist`: a complete distribution, not only a file with the right name. */
export async function findElectronDistribution(): Promise<string | undefined> {
  const program = await findElectron()
  if (program === undefined) return undefined
  const folder = path.dirname(program)
  return existsSync(path.join(folder, 'version')) ? folder : undefined
}

/**
 * Tries once to fetch the binary the way the electron package itself does. A failure is remembered, so that
 * the next start does not wait again; `npm run electron` fetches without a time limit.
 */
export async function fetchElectronOnce(): Promise<string | undefined> {
  if (process.env['CI'] !== undefined || (await failedBefore())) return undefined
  const install = await runQuietly(process.execPath, [path.join(packageFolder, 'install.js')], { timeLimit })
  const found = await findElectron()
  if (install.exitCode === 0 && found !== undefined) return found
  await mkdir(path.dirname(failedStamp), { recursive: true })
  await writeFile(failedStamp, 'npm run electron tries again\n')
  return undefined
}

/** A new electron package deserves a new try. */
async function failedBefore(): Promise<boolean> {
  const stamp = await stat(failedStamp).catch(() => undefined)
  if (stamp === undefined) return false
  const description = await stat(path.join(packageFolder, 'package.json')).catch(() => undefined)
  return description === undefined || stamp.mtimeMs >= description.mtimeMs
}

function nameOfProgram(): string {
  switch (process.platform) {
    case 'win32':
      return 'electron.exe'
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron'
    default:
      return 'electron'
  }
}
