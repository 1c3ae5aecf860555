import { randomBytes } from 'node:crypto'
import type { Core, OpenCore } from '../../api/core-interface.ts'
import { settle } from '../../api/settle.ts'
import { mistakeLines, mistakeSentences } from '../../platform/mistake-sentences.ts'
import { choosePlace } from '../../platform/data-place.ts'
import { errorSentence, progressText, sentence } from '../../platform/sentences.ts'
import type { Contract } from '../../../shared/contract/define.ts'
import { CallError, isCallError, TemplateMistake, type ErrorValue } from '../../../shared/contract/errors.ts'
import { readInput } from './call-input.ts'
import { fieldsOf } from './call-options.ts'
import { parseCommandLine, type CommandLine } from './command-line.ts'
import { readable } from './readable.ts'
import { refusalsIn } from './refusals.ts'
import { saveFiles, ticketsIn } from './save-files.ts'
import { signIn } from './sign-in.ts'
import { UsageError } from './usage-error.ts'
import { wordsReader } from './worded-answer.ts'

type Output = Readonly<{ write: (text: string) => unknown; isTTY?: boolean }>

export type CliParts = Readonly<{
  contract: Contract
  openCore: OpenCore
  stdin: NodeJS.ReadableStream
  stdout: Output
  stderr: Output
  environment: Readonly<Record<string, string | undefined>>
  /** Aborted when the user asks to stop. */
  signal: AbortSignal
}>

const exitCodes = { done: 0, refused: 1, usage: 2, folderInUse: 3, cancelled: 130 } as const

/**
 * `cqtt <call> …`: one call of the contract. The result goes to standard output, everything else to standard error.
 *
 * @param args without the program's own name
 * @returns the exit code: 0 done, 1 refused, 2 wrong use, 3 data folder in use, 130 stopped by the user
 */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  const line = parseCommandLine(args, parts)
  if (line.kind === 'ended') return line.wrong ? exitCodes.usage : exitCodes.done
  try {
    if (line.kind === 'unknownCall') throw new CallError('unknownCall', { call: line.call })
    return await runCall(line, parts)
  } catch (error) {
    return report(error, line, parts)
  }
}

/** Gives the exit code: 1 also where the call went well and part of what it was given was refused. */
async function runCall(line: Extract<CommandLine, { kind: 'call' }>, parts: CliParts): Promise<number> {
  const { contract, openCore, signal, environment } = parts
  const call = contract[line.call]
  if (call === undefined) throw new CallError('unknownCall', { call: line.call })
  const place = choosePlace(line, line.language, (text) => parts.stderr.write(`${text}\n`))
  const core = await openCore({ ...place, language: line.language })
  try {
    const session = core.sessions.open()
    if (call.permit !== 'anyone' || line.officer !== undefined) {
      const name = line.officer === undefined ? {} : { name: line.officer }
      const secret = environment['CQTT_PASSWORD']
      await signIn(core, session, { ...name, ...(secret === undefined ? {} : { password: secret }) }, signal)
    }
    const input = await readInput(
      line.input,
      fieldsOf(call),
      core.files,
      parts.stdin,
      wordsReader(core, session, line.language, signal),
    )
    const progress = createProgressLine(line, parts.stderr)
    const frames = core.call({ name: line.call, input, session, signal })
    const value = await settle(frames, progress.show).finally(progress.clear)
    await handOut(value, line, core, parts)
    const refusals = refusalsIn(value, line.language)
    for (const refusal of refusals) parts.stderr.write(`${refusal}\n`)
    if (signal.aborted) {
      parts.stderr.write(`${sentence(line.language, 'stoppedAfter')}\n`)
      return exitCodes.cancelled
    }
    return refusals.length === 0 ? exitCodes.done : exitCodes.refused
  } catch (error) {
    if (isCallError(error) || error instanceof UsageError) throw error
    const logReference = randomBytes(4).toString('hex')
    core.log.error('command line failed', error, { call: line.call, logReference })
    throw new CallError('internal', { logReference }, { cause: error })
  } finally {
    await core.close()
  }
}

async function handOut(
  value: unknown,
  { out, json, language }: Extract<CommandLine, { kind: 'call' }>,
  core: Core,
  { stdout, stderr }: CliParts,
): Promise<void> {
  stdout.write(`${json ? JSON.stringify(value) : readable(inWords(value, language))}\n`)
  const tickets = ticketsIn(value)
  if (out !== undefined) {
    if (tickets.length === 0) throw new UsageError('noFileToSave')
    for (const saved of await saveFiles(tickets, out, core.files)) {
      stderr.write(`${sentence(language, 'saved', saved)}\n`)
    }
    return
  }
  for (const { name } of tickets) stderr.write(`${sentence(language, 'fileWaits', { name })}\n`)
}

/** A result in which what was read with doubt stands as sentences, with sheet, row and column. */
function inWords(value: unknown, language: Extract<CommandLine, { kind: 'call' }>['language']): unknown {
  if (typeof value !== 'object' || value === null || !('warnings' in value)) return value
  const warnings = TemplateMistake.array().safeParse(value.warnings)
  return warnings.success ? { ...value, warnings: mistakeLines(language, warnings.data) } : value
}

type ProgressLine = Readonly<{ show: (progress: ProgressValue) => void; clear: () => void }>
type ProgressValue = Readonly<{ step: string; done: number; total: number; item?: string | undefined }>

/** On a terminal one line that is written over; in a log, or for a program, a line each. */
function createProgressLine(
  { json, language }: Pick<Extract<CommandLine, { kind: 'call' }>, 'json' | 'language'>,
  stderr: Output,
): ProgressLine {
  const overwrite = !json && stderr.isTTY === true
  return {
    show: (progress) => {
      const text = progressText(language, progress)
      if (json) stderr.write(`${JSON.stringify({ progress })}\n`)
      else stderr.write(overwrite ? `\r\u001b[K${text}` : `${text}\n`)
    },
    clear: () => {
      if (overwrite) stderr.write('\r\u001b[K')
    },
  }
}

type CalledLine = Extract<CommandLine, { kind: 'call' | 'unknownCall' }>

/** The sentence of an error; where the general one speaks of a window, one for the command line. */
function refusal(value: ErrorValue, line: CalledLine): string {
  const { language, call } = line
  switch (value.code) {
    case 'unknownCall': {
      const meant = line.kind === 'unknownCall' ? line.meant : undefined
      const didYouMean = meant === undefined ? '' : sentence(language, 'didYouMean', { meant })
      return `${sentence(language, 'noSuchCall', { call })}${didYouMean}`
    }
    case 'notSignedIn':
      return sentence(language, 'whoIsCalling')
    case 'invalidInput':
      return sentence(language, 'wrongOptions', { call })
    case 'changedMeanwhile': {
      const seen = value.details.seen ?? []
      const written = errorSentence(language, value)
      if (seen.length === 0) return written
      return `${written}\n${sentence(language, 'seenNeeded', { seen: seen.join(',') })}`
    }
    default:
      return errorSentence(language, value)
  }
}

/** Which option is wrong and how; the code stands behind for who knows the contract. */
function wrongField(
  { path, code }: Readonly<{ path: string; code: string }>,
  { call, language }: CalledLine,
  contract: Contract,
): string {
  const declared = contract[call]
  const { fields, tickets } = declared === undefined ? { fields: [], tickets: [] } : fieldsOf(declared)
  const isOption = fields.some(({ name }) => name === path)
  const option = tickets.some(({ name }) => name === path) ? '--file' : isOption ? `--${path}` : path
  const reason = Object.hasOwn(wrongFieldSentences, code)
    ? sentence(language, wrongFieldSentences[code as keyof typeof wrongFieldSentences])
    : ''
  return sentence(language, 'wrongField', { option, reason, code }).replace(/ {2,}/g, ' ')
}

const wrongFieldSentences = {
  invalid_type: 'wrongFieldType',
  invalid_format: 'wrongFieldFormat',
  invalid_value: 'wrongFieldValue',
  too_big: 'wrongFieldBig',
  too_small: 'wrongFieldSmall',
  unrecognized_keys: 'wrongFieldUnknown',
  repeated: 'wrongFieldRepeated',
} as const

function report(error: unknown, line: CalledLine, { contract, stdout, stderr }: CliParts): number {
  const { language, json } = line
  if (error instanceof UsageError) {
    stderr.write(`${sentence(language, error.key, error.values)}\n`)
    return exitCodes.usage
  }
  if (!isCallError(error)) throw error
  const value: ErrorValue = error.toValue()
  if (json) stdout.write(`${JSON.stringify({ error: value })}\n`)
  stderr.write(`${refusal(value, line)}\n`)
  if (value.code === 'invalidInput') {
    for (const place of value.details.fields) stderr.write(`  ${wrongField(place, line, contract)}\n`)
  }
  if (value.code === 'templateMistakes') {
    for (const line of mistakeSentences(language, value.details)) stderr.write(`  ${line}\n`)
  }
  switch (value.code) {
    case 'unknownCall':
    case 'invalidInput':
      return exitCodes.usage
    case 'folderInUse':
      return exitCodes.folderInUse
    case 'cancelled':
      return exitCodes.cancelled
    default:
      return exitCodes.refused
  }
}
