import { Command, CommanderError } from 'commander'
import { languages, sentence, type Language } from '../../platform/sentences.ts'
import type { CallKind, Contract } from '../../../shared/contract/define.ts'
import type { GivenInput } from './call-input.ts'
import { fieldsOf, type FieldKind } from './call-options.ts'
import { jsonShape } from './json-shape.ts'

export type CommandLine =
  | Readonly<{
      kind: 'call'
      call: string
      language: Language
      json: boolean
      dataDir?: string
      keysDir?: string
      officer?: string
      out?: string
      input: GivenInput
    }>
  /** `meant`: calls with a similar name. */
  | Readonly<{ kind: 'unknownCall'; call: string; meant?: string; language: Language; json: boolean }>
  /** Help was shown, or a sentence about a wrong option. */
  | Readonly<{ kind: 'ended'; wrong: boolean }>

type Parts = Readonly<{
  contract: Contract
  stdout: { write: (text: string) => unknown }
  stderr: { write: (text: string) => unknown }
}>

type GeneralOptions = {
  input?: string
  inputFile?: string
  file?: string[]
  out?: string
  data?: string
  keys?: string
  officer?: string
  json?: true
}

/** Options of every call; a field of the same name is given through `--input`. */
const general = ['input', 'inputFile', 'file', 'out', 'data', 'keys', 'officer', 'lang', 'json', 'help']
const kindSentence = {
  query: 'kindQuery',
  command: 'kindCommand',
  operation: 'kindOperation',
} as const satisfies Record<CallKind, string>
const placeholders: Readonly<Record<FieldKind, string>> = {
  text: '<text>',
  number: '<number>',
  boolean: '<true|false>',
  day: '<dd/mm/yyyy>',
  list: '<a,b,…>',
  json: '<json>',
  answer: '<text|json>',
}

/** Reads the command line. The calls and their options come from the contract alone. */
export function parseCommandLine(args: readonly string[], { contract, stdout, stderr }: Parts): CommandLine {
  const language = languageIn(args)
  const program = createProgram(language)
  program.configureOutput({
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
    // Said below, in the language asked for.
    outputError: () => undefined,
  })
  let line: CommandLine | undefined

  for (const [name, call] of Object.entries(contract)) {
    const { fields, tickets } = fieldsOf(call)
    const kind = sentence(language, kindSentence[call.kind])
    const file = tickets.some(({ optional }) => !optional) ? sentence(language, 'fileRequired') : ''
    const command = program.command(name).summary(kind).description(`${kind}${file}`)
    command.copyInheritedSettings(program).usage(sentence(language, 'usageOptions'))
    const shapes: string[] = []
    for (const field of fields) {
      if (general.includes(field.name)) continue
      const need = field.optional || field.kind === 'list' ? '' : sentence(language, 'fieldRequired')
      const value = field.choices === undefined ? placeholders[field.kind] : `<${field.choices.join('|')}>`
      const meaning =
        field.name === 'seen'
          ? sentence(language, 'seenMeaning')
          : field.kind === 'answer'
            ? sentence(language, 'answerMeaning')
            : ''
      command.option(`--${field.name} ${value}`, [need, meaning].filter((word) => word !== '').join('; '))
      if (field.kind === 'json' || field.kind === 'answer')
        shapes.push(`--${field.name}`, ...jsonShape(field.schema, language).map((line) => `  ${line}`))
    }
    if (shapes.length > 0) {
      command.addHelpText(
        'after',
        `\n${sentence(language, 'titleShapes')}\n${shapes.map((line) => `  ${line}`).join('\n')}`,
      )
    }
    command.action((fields: Record<string, string>) => {
      line = callLine(name, program.opts<GeneralOptions>(), fields, language)
    })
  }

  try {
    program.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const call = program.args[0]
    if (call !== undefined && isUnknownCall(program, contract)) {
      const meant = meantIn(error)
      const json = args.includes('--json')
      return { kind: 'unknownCall', call, ...(meant === undefined ? {} : { meant }), language, json }
    }
    const wrong = wrongUse(error, call ?? '', language)
    if (wrong !== undefined) stderr.write(`${wrong}\n`)
    return { kind: 'ended', wrong: error.exitCode !== 0 }
  }
  return line ?? { kind: 'ended', wrong: true }
}

function createProgram(language: Language): Command {
  const say = (key: Parameters<typeof sentence>[1]): string => sentence(language, key)
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('titleUsage'),
    'Options:': say('titleOptions'),
    'Commands:': say('callsTitle'),
    'Global Options:': say('titleGeneralOptions'),
  }
  return new Command('cqtt')
    .usage(say('usageLine'))
    .description(say('programDescription'))
    .option('--input <json>', say('optionInput'))
    .option('--input-file <path>', say('optionInputFile'))
    .option('--file <path>', say('optionFile'), collect)
    .option('--out <path>', say('optionOut'))
    .option('--data <folder>', say('optionData'))
    .option('--keys <folder>', say('optionKeys'))
    .option('--officer <name>', say('optionOfficer'))
    .option('--lang <vi|en>', say('optionLanguage'))
    .option('--json', say('optionJson'))
    .helpOption('--help', say('optionHelp'))
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      subcommandTerm: (command) => command.name(),
      subcommandDescription: (command) => command.summary(),
      showGlobalOptions: true,
    })
    .exitOverride()
}

/** What commander found wrong, as a sentence of ours; undefined where it only showed help. */
function wrongUse(error: CommanderError, call: string, language: Language): string | undefined {
  const named = /option '([^']*)'/.exec(error.message)?.[1] ?? ''
  const value = error.message.split(': ').at(-1)?.replace(/\.$/, '') ?? ''
  const meant = meantIn(error)
  switch (error.code) {
    case 'commander.unknownOption': {
      const didYouMean = meant === undefined ? '' : sentence(language, 'didYouMean', { meant })
      return `${sentence(language, 'unknownOption', { option: named, call })}${didYouMean}`
    }
    case 'commander.optionMissingArgument':
      return sentence(language, 'optionNeedsValue', { option: named })
    case 'commander.excessArguments':
      return sentence(language, 'tooManyWords', { value, call })
    default:
      return error.exitCode === 0 || error.code === 'commander.help' ? undefined : error.message
  }
}

/** Similar names that commander suggests. */
function meantIn(error: CommanderError): string | undefined {
  return /\(Did you mean (?:one of )?(.+)\?\)/.exec(error.message)?.[1]
}

/** An option that may be repeated. */
function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value]
}

function callLine(
  call: string,
  given: GeneralOptions,
  fields: Readonly<Record<string, string>>,
  language: Language,
): CommandLine {
  return {
    kind: 'call',
    call,
    language,
    json: given.json === true,
    ...(given.data === undefined ? {} : { dataDir: given.data }),
    ...(given.keys === undefined ? {} : { keysDir: given.keys }),
    ...(given.officer === undefined ? {} : { officer: given.officer }),
    ...(given.out === undefined ? {} : { out: given.out }),
    input: {
      ...(given.input === undefined ? {} : { input: given.input }),
      ...(given.inputFile === undefined ? {} : { inputFile: given.inputFile }),
      fields,
      files: given.file ?? [],
    },
  }
}

function isUnknownCall(program: Command, contract: Contract): boolean {
  const [name] = program.args
  return name !== undefined && !name.startsWith('-') && !Object.hasOwn(contract, name)
}

/** Looked up before anything is parsed, because help and mistakes need it too. */
function languageIn(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const given = args[at]?.includes('=') === true ? args[at].split('=')[1] : args[at + 1]
  return languages.find((language) => at >= 0 && language === given) ?? 'vi'
}
