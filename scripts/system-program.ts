/** Programs of the system that tests and measurements call: where they are, and how they come to a machine that lets us install. */
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './foreground.ts'

/** The folders that the system looks for programs in. */
export function programFolders(): readonly string[] {
  return (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
}

/** Path of the program with this name; undefined where there is none. */
export function findProgram(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return programFolders()
    .map((folder) => path.join(folder, file))
    .find(isProgram)
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whether a Debian package can be installed without asking anybody: Debian or Ubuntu, as root. */
export function mayInstallPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Installs a Debian package, where that is possible. @returns what the tool said, for when the program is still missing */
export async function installPackage(name: string): Promise<string> {
  if (!mayInstallPackages()) return ''
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // several processes may want something at once
  const aptGet = (...words: readonly string[]) =>
    runQuietly('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...words], { env })
  const install = ['install', '-y', '--no-install-recommends', name]
  const first = await aptGet(...install)
  if (first.exitCode === 0) return first.output
  // a new machine has no list of packages yet
  const update = await aptGet('update')
  return update.output + (await aptGet(...install)).output
}
