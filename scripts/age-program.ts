/** Finds the program `age`, with which tests and the bench compare our encryption; installs it where one command can. */
import { findProgram, installPackage } from './system-program.ts'

/** Said where it is missing. */
export const howToGetAge =
  'The tests against the standard program need age 1.0 or newer: install it (Debian, Ubuntu: apt-get install age).'

/** Path of `age`; undefined where there is none. `age-keygen` lies beside it. */
export function findAge(): string | undefined {
  return findProgram('age')
}

/** Finds it, installing Debian's when run as root there; undefined when that is not possible. */
export async function ensureAge(): Promise<string | undefined> {
  if (findAge() === undefined) await installPackage('age')
  return findAge()
}
