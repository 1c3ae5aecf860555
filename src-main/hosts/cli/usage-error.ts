import type { TerminalSentence } from '../../platform/sentences.ts'

/** The command line itself was wrong: a sentence of `cli.json` and exit code 2. */
export class UsageError extends Error {
  readonly key: TerminalSentence
  readonly values: Readonly<Record<string, string | number>>

  constructor(key: TerminalSentence, values: Readonly<Record<string, string | number>> = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}
