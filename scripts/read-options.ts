import { readFileSync } from 'node:fs'
import { parseArgs, type ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>
type Values<Given extends Options> = ReturnType<typeof parseArgs<{ options: Given }>>['values']

/**
 * The options that a script was started with. `--help`, or an option that it does not know, prints the script's own first comment
 * and ends the process, with 0 or 2: long work never starts by a slip of the finger.
 */
export function readOptions<const Given extends Options>(options: Given): Values<Given> {
  const script = process.argv[1] ?? ''
  const help = (): string => {
    const [, comment = ''] = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(readFileSync(script, 'utf8')) ?? []
    return comment.replace(/^ \* ?/gm, '')
  }
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(help())
    process.exit(0)
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help()}`)
    process.exit(2)
  }
}
