/** Where this project lies and how its scripts start each other. */
import path from 'node:path'

export const projectFolder = path.dirname(import.meta.dirname)

/** Full path inside the project. */
export function inProject(...parts: readonly string[]): string {
  return path.join(projectFolder, ...parts)
}

/** Arguments for `process.execPath` that start a tool or script through the launcher. */
export function launcherArguments(nameAndArguments: readonly string[]): string[] {
  return [inProject('scripts/run.mjs'), ...nameAndArguments]
}
