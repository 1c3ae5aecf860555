import { armor, Decrypter, Encrypter } from 'age-encryption'
import { job } from '../jobs/job.ts'

/**
 * A short text behind a passphrase: a file of the age format (age-encryption.org/v1, recipient scrypt) in its form of letters, which the
 * standard `age` program opens too and which can be printed. Deriving the key takes about a second and 128 MB: it is the work of a
 * thread of its own.
 */
export type PassphraseInput = {
  readonly what: 'lock' | 'unlock'
  /** The text to lock, or the content of a file. */
  readonly text: string
  readonly passphrase: string
}

/** Null: these are no letters of such a file, or the passphrase is another. */
export type PassphraseOutput = { readonly text: string } | { readonly problem: 'notOurs' | 'wrongPassphrase' }

/** As a power of two: 128 MB and about a second in JavaScript. Who guesses pays the same for each attempt. */
const workFactor = 17

export const passphraseJob = job<PassphraseInput, PassphraseOutput>('passphrase-file')

/** The body of the job. */
export async function workOnPassphraseFile(input: PassphraseInput): Promise<PassphraseOutput> {
  return input.what === 'lock' ? await lock(input) : await unlock(input)
}

async function lock({ text, passphrase }: PassphraseInput): Promise<PassphraseOutput> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return { text: armor.encode(await encrypter.encrypt(text)) }
}

async function unlock({ text, passphrase }: PassphraseInput): Promise<PassphraseOutput> {
  let file: Uint8Array
  try {
    file = armor.decode(text.trim().replace(/\r\n?/g, '\n'))
  } catch {
    return { problem: 'notOurs' }
  }
  if (!Buffer.from(file.subarray(0, 200)).toString('latin1').startsWith('age-encryption.org/v1\n-> scrypt '))
    return { problem: 'notOurs' }
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  try {
    return { text: await decrypter.decrypt(file, 'text') }
  } catch {
    // a wrong passphrase and a spoilt letter look alike to the format
    return { problem: 'wrongPassphrase' }
  }
}
