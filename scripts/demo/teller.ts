import process from 'node:process'

/** Tells on the terminal what happens, in the language that was asked for. */
export type Teller = {
  /** A part of the story begins. */
  readonly part: (vietnamese: string, english: string) => void
  readonly say: (vietnamese: string, english: string) => void
}

export function createTeller(language: 'vi' | 'en'): Teller {
  const began = performance.now()
  const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1).padStart(5)
  const write = (line: string): void => {
    process.stdout.write(`${line}\n`)
  }
  return {
    part: (vietnamese, english) => {
      write(`${seconds()} s  ${language === 'vi' ? vietnamese : english}`)
    },
    say: (vietnamese, english) => {
      write(`         ${language === 'vi' ? vietnamese : english}`)
    },
  }
}
