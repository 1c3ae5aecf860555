import { Command, CommanderError } from 'commander'
import type { Core, OpenCore, OpenCoreOptions } from '../../api/core-interface.ts'
import { choosePlace } from '../../platform/data-place.ts'
import { errnoOf, isMissing } from '../../platform/file-errors.ts'
import {
  errorSentence,
  languages,
  sentence,
  type Language,
  type TerminalSentence,
} from '../../platform/sentences.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import { openPageFiles, type PageFiles } from '../page/page-files.ts'
import { openWebDoor, type WebDoor } from './web-door.ts'

type Output = Readonly<{ write: (text: string) => unknown }>

export type WebParts = Readonly<{
  openCore: OpenCore
  /** Folder of the built window. */
  pageFolder: string
  stdout: Output
  stderr: Output
  /** Opens the user's browser; undefined where there is no display. */
  openBrowser: ((address: string) => void) | undefined
  /** Resolves when the program is asked to end. */
  stopped: Promise<void>
}>

type Options = { port: string; open: boolean; data?: string; keys?: string; lang: Language }

const exitCodes = { done: 0, failed: 1, usage: 2, folderInUse: 3 } as const
const gibibyte = 1024 ** 3
/** One part of a bundle on a FAT32 stick is the largest thing that is ever dropped into the window. */
const uploadLimitBytes = 4 * gibibyte

/**
 * The program with its window in a browser: opens the core and the web door, prints the address, and closes both in order when
 * asked to end.
 *
 * @param args without the program's own name
 * @returns the exit code: 0 ended as asked, 1 could not start, 2 wrong use, 3 data folder in use
 */
export async function runWeb(args: readonly string[], parts: WebParts): Promise<number> {
  const options = readOptions(args, parts)
  if (typeof options === 'number') return options
  const say = (key: TerminalSentence, values: Readonly<Record<string, string | number>> = {}): void => {
    parts.stdout.write(`${sentence(options.lang, key, values)}\n`)
  }
  const complain = (
    key: TerminalSentence,
    values: Readonly<Record<string, string | number>> = {},
  ): number => {
    parts.stderr.write(`${sentence(options.lang, key, values)}\n`)
    return exitCodes.failed
  }

  const port = /^\d{1,5}$/.test(options.port) ? Number(options.port) : 65_536
  if (port > 65_535) {
    complain('wrongPort')
    return exitCodes.usage
  }
  const page = findPage(parts.pageFolder)
  if (page === undefined) return complain('pageNotBuilt')

  let core: Core
  try {
    core = await parts.openCore(coreOptions(options, (line) => parts.stdout.write(`${line}\n`)))
  } catch (error) {
    if (!isCallError(error)) throw error
    parts.stderr.write(`${errorSentence(options.lang, error.toValue())}\n`)
    return error.toValue().code === 'folderInUse' ? exitCodes.folderInUse : exitCodes.failed
  }

  const withLanguage = (address: string): string =>
    options.lang === 'vi' ? address : `${address}&lang=${options.lang}`
  let door: WebDoor
  try {
    door = await openWebDoor({
      core,
      page,
      port,
      uploadLimitBytes,
      onLastWindowGone: () => {
        say('addressAgain', { address: withLanguage(door.newAddress()) })
      },
    })
  } catch (error) {
    await core.close()
    if (errnoOf(error) === 'EADDRINUSE' || errnoOf(error) === 'EACCES') return complain('portTaken', { port })
    throw error
  }

  const address = withLanguage(door.newAddress())
  say('addressToOpen', { address })
  say('howToStop')
  if (options.open) parts.openBrowser?.(address)
  await parts.stopped
  say('closing')
  await door.close()
  await core.close()
  return exitCodes.done
}

function coreOptions({ data, keys, lang }: Options, say: (line: string) => void): OpenCoreOptions {
  const given = {
    ...(data === undefined ? {} : { dataDir: data }),
    ...(keys === undefined ? {} : { keysDir: keys }),
  }
  return { ...choosePlace(given, lang, say), language: lang }
}

function findPage(folder: string): PageFiles | undefined {
  try {
    const page = openPageFiles(folder)
    return page.find('/') === undefined ? undefined : page
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** An exit code instead of options when help was shown or an option is wrong. */
function readOptions(args: readonly string[], { stdout, stderr }: WebParts): Options | number {
  const language = args.some((arg, i) => arg === '--lang=en' || (arg === 'en' && args[i - 1] === '--lang'))
    ? 'en'
    : 'vi'
  const program = new Command('cqtt-web')
    .option('--port <port>', sentence(language, 'optionPort'), '0')
    .option('--no-open', sentence(language, 'optionNoOpen'))
    .option('--data <folder>', sentence(language, 'optionData'))
    .option('--keys <folder>', sentence(language, 'optionKeys'))
    .option('--lang <vi|en>', sentence(language, 'optionLanguage'), 'vi')
    .helpOption('--help', sentence(language, 'optionHelp'))
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .exitOverride()
  try {
    const options = program.parse(args, { from: 'user' }).opts<Options>()
    return { ...options, lang: languages.find((known) => known === options.lang) ?? 'vi' }
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  }
}
