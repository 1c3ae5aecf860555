import { existsSync } from 'node:fs'
import path from 'node:path'
import { sentence, type Language } from './sentences.ts'

/**
 * Folders of the command line as whole paths. What a relative one means depends on where the program was started, and a slip of the
 * finger makes a new, empty folder: both are said.
 *
 * @param say takes a line for a person
 */
export function choosePlace(
  given: Readonly<{ dataDir?: string; keysDir?: string }>,
  language: Language,
  say: (line: string) => void,
): { dataDir?: string; keysDir?: string } {
  const { dataDir, keysDir } = given
  const keys = keysDir === undefined ? {} : { keysDir: path.resolve(keysDir) }
  if (dataDir === undefined) return keys
  const folder = path.resolve(dataDir)
  if (!existsSync(folder)) say(sentence(language, 'newDataFolder', { folder }))
  else if (!path.isAbsolute(dataDir)) say(sentence(language, 'dataFolder', { folder }))
  return { dataDir: folder, ...keys }
}
