/**
 * Whether `npm ci` will work elsewhere: every package that package-lock.json names is in it.
 *
 * When a registry lacks the binary package of one platform, npm silently leaves it out of the lockfile, and
 * a later `npm ci` fails on a lockfile that does not match. This looks at the file only, never at a network.
 */
import { readFile } from 'node:fs/promises'
import { inProject } from './project.ts'

interface LockedPackage {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const lockfile = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, LockedPackage>>
}
const description = JSON.parse(await readFile(inProject('package.json'), 'utf8')) as LockedPackage
const packages = lockfile.packages
const problems: string[] = []

for (const [place, locked] of Object.entries(packages)) {
  const wanted = { ...locked.dependencies, ...locked.optionalDependencies, ...locked.devDependencies }
  for (const name of Object.keys(wanted)) {
    if (!isFound(place, name))
      problems.push(`${place || 'package.json'} needs ${name}, which is not in the lockfile`)
  }
  if (place !== '' && locked.link !== true && locked.integrity === undefined) {
    problems.push(`${place} has no integrity`)
  }
  if (locked.resolved !== undefined) problems.push(`${place} names the address it came from`)
}

for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
  for (const [name, range] of Object.entries(description[kind] ?? {})) {
    if (packages['']?.[kind]?.[name] !== range)
      problems.push(`package.json and the lockfile differ about ${name}`)
  }
}

if (problems.length > 0) {
  for (const problem of problems) console.error(problem)
  process.exitCode = 1
} else {
  console.log(`package-lock.json is complete: ${Object.keys(packages).length} packages`)
}

/** Looks where Node would look: in the package's own node_modules, then in every one above. */
function isFound(place: string, name: string): boolean {
  let folder = place
  for (;;) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (candidate in packages) return true
    if (folder === '') return false
    const above = folder.lastIndexOf('/node_modules/')
    folder = above === -1 ? '' : folder.slice(0, above)
  }
}
