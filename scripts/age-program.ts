/** Finds the program `age`, with which tests and the bench compare our encryption; installs it where one command can. */
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './foreground.ts'

/** Said where it is missing. */
export const howToGetAge =
  'The tests against the standard program need age 1.0 or newer: install it (Debian, Ubuntu: apt-get install age).'

/** Path of `age`; undefined where there is none. `age-keygen` lies beside it. */
export function findAge(): string | undefined {
  const name = process.platform === 'win32' ? 'age.exe' : 'age'
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(isProgram)
}

/** Finds it, installing Debian's when run as root there; undefined when that is not possible. */
export async function ensureAge(): Promise<string | undefined> {
  const found = findAge()
  if (found !== undefined) return found
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // several test files may want it at once
  const patiently = ['-o', 'DPkg::Lock::Timeout=120']
  const install = ['install', '-y', '--no-install-recommends', 'age']
  await runQuietly('apt-get', [...patiently, ...install], { env })
  if (findAge() === undefined) {
    await runQuietly('apt-get', [...patiently, 'update'], { env })
    await runQuietly('apt-get', [...patiently, ...install], { env })
  }
  return findAge()
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
