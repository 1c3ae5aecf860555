import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { bundlesIn } from '../../api/bundle-folder.ts'
import type { FileTickets } from '../../api/files.ts'
import { explainReadError, isMissing } from '../../platform/file-errors.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import { isJsonAnswer, readField, readJson, type CallFields, type TicketField } from './call-options.ts'
import { UsageError } from './usage-error.ts'
import type { ReadWords } from './worded-answer.ts'

export type GivenInput = Readonly<{
  /** JSON text of `--input`. */
  input?: string
  /** Path of `--input-file`, `-` for standard input. */
  inputFile?: string
  /** Texts of the options named like fields. */
  fields: Readonly<Record<string, string>>
  /** Paths of `--file`. */
  files: readonly string[]
}>

/**
 * Puts a call's input together: JSON first, then single fields, then answers in words, then files, which become tickets without
 * being copied.
 * @throws UsageError, CallError of a file that cannot be handed in
 */
export async function readInput(
  given: GivenInput,
  { fields, tickets }: CallFields,
  files: FileTickets,
  stdin: NodeJS.ReadableStream,
  readWords: ReadWords,
): Promise<Record<string, unknown>> {
  const input = await readWholeInput(given, stdin)
  const worded: [name: string, text: string][] = []
  for (const { name, kind, optional } of fields) {
    const value = given.fields[name]
    if (value === undefined) {
      // A list of which nothing is named is an empty one.
      if (kind === 'list' && !optional) input[name] ??= []
      continue
    }
    if (kind === 'answer' && !isJsonAnswer(value)) {
      worded.push([name, value])
      continue
    }
    const read = readField(kind, value)
    if (read === undefined) throw new UsageError('wrongValue', { option: name, value })
    input[name] = read
  }
  for (const [name, text] of worded) input[name] = await readWords(text, input)
  const [first, ...others] = tickets
  if (first === undefined && given.files.length > 0) throw new UsageError('noFileTaken')
  if (first !== undefined) await addFiles(input, first, given.files, files)
  for (const { name, many, optional } of others) if (many && !optional) input[name] ??= []
  return input
}

async function readWholeInput(
  given: GivenInput,
  stdin: NodeJS.ReadableStream,
): Promise<Record<string, unknown>> {
  const json = given.inputFile === undefined ? given.input : await readInputFile(given.inputFile, stdin)
  if (json === undefined) return {}
  const value = readJson(json)
  if (value === undefined) throw new UsageError('notJson')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError('notAnObject')
  return { ...value }
}

async function readInputFile(file: string, stdin: NodeJS.ReadableStream): Promise<string> {
  try {
    return file === '-' ? await text(stdin) : await readFile(file, 'utf8')
  } catch {
    throw new UsageError('cannotReadInput', { file })
  }
}

async function addFiles(
  input: Record<string, unknown>,
  field: TicketField,
  given: readonly string[],
  files: FileTickets,
): Promise<void> {
  const paths = (await Promise.all(given.map(expandFolder))).flat()
  if (given.length > 0 && paths.length === 0)
    throw new UsageError('noFileInFolder', { folder: given.join(', ') })
  // Some calls take a folder in place of files.
  const isLacking = field.many && !field.optional && input[field.name] === undefined && paths.length === 0
  const { folder } = input
  if (isLacking && folder === undefined) throw new UsageError('noFileGiven')
  if (field.many && typeof folder === 'string') await assertFolder(folder, isLacking)
  if (!field.many && paths.length > 1) throw new UsageError('oneFileOnly')
  const tickets: Ticket[] = []
  for (const file of paths) tickets.push((await files.receivePath(path.resolve(file))).ticket)
  if (!field.many && tickets[0] !== undefined) input[field.name] = tickets[0]
  if (field.many && (tickets.length > 0 || !field.optional)) input[field.name] ??= tickets
}

/** A folder in place of files is there and holds bundles; beside files it may be empty. */
async function assertFolder(folder: string, isLacking: boolean): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    if (!isMissing(error)) throw explainReadError(error, folder)
    return undefined
  })
  if (found?.isDirectory() !== true) throw new UsageError('noSuchFolder', { folder })
  if (isLacking && (await bundlesIn(folder)).length === 0)
    throw new UsageError('noBundleInFolder', { folder })
}

/** A folder stands for every file that lies directly in it, in the order of their names. */
async function expandFolder(place: string): Promise<string[]> {
  const found = await stat(place).catch((error: unknown) => {
    // What was never there did not vanish.
    if (isMissing(error)) throw new UsageError('noSuchFile', { file: place })
    return undefined
  })
  if (found?.isDirectory() !== true) return [place]
  const inside = await readdir(place, { withFileTypes: true })
  const names = inside.filter((entry) => entry.isFile()).map((entry) => entry.name)
  return names.toSorted().map((name) => path.join(place, name))
}
