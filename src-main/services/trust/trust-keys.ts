import { readFile, stat } from 'node:fs/promises'
import { CallError } from '../../../shared/contract/errors.ts'
import { newRootKeyText, readRootKeyText, type OpenRoot } from '../../journal/root-keys.ts'
import { fingerprint } from '../../journal/certificates.ts'
import { passphraseJob, type PassphraseInput, type PassphraseOutput } from '../../bundles/passphrase-file.ts'
import { runJob } from '../../jobs/run-job.ts'
import { explainReadError } from '../../platform/file-errors.ts'
import { ownDevice, ownUnit, type Installation } from '../office/installation.ts'

/**
 * The key of an offline root: made here, handed out locked with a passphrase, and read again from its file for as long as it signs.
 * It is never written into the data folder or the key folder.
 */

export const rootKeyFileEnding = '.cqtt-root'
const mostFileBytes = 64 * 1024
const limits = { timeoutMilliseconds: 60_000, memoryMegabytes: 256 } as const

export type NewRootKey = {
  /** The locked key, in letters: content of the file and of the sheet. */
  readonly text: string
  readonly fingerprint: string
  readonly name: string
  readonly notBefore: number
}

/** @throws CallError `notSetUp`, `forbidden` for a commune */
export async function makeRootKey(
  installation: Installation,
  passphrase: string,
  name: string | undefined,
  signal: AbortSignal,
): Promise<NewRootKey> {
  ownDevice(installation)
  const unit = ownUnit(installation)
  const { level } = unit
  if (level === 'commune') throw new CallError('forbidden', { permission: 'manageDevices' })
  const notBefore = installation.clock.now()
  const about = { unit: unit.id, level, name: name ?? unit.name, notBefore }
  const plain = newRootKeyText(about)
  const root = readRootKeyText(plain)
  if (root === undefined) throw new Error('a new key cannot be read')
  const done = await work({ what: 'lock', text: plain, passphrase }, signal)
  if ('problem' in done) throw new Error('a new key cannot be locked')
  return { text: done.text, fingerprint: fingerprint(root.certificate.device), name: about.name, notBefore }
}

/**
 * Opens a key file.
 * @param passphrases tried one after the other
 * @throws CallError `rootKeyNotOurs`, `passphraseWrong`, `fileVanished`
 */
export async function openRootKey(
  file: { readonly name: string; readonly path: string },
  passphrases: readonly string[],
  signal: AbortSignal,
): Promise<OpenRoot> {
  const text = await readText(file)
  for (const passphrase of passphrases) {
    const opened = await work({ what: 'unlock', text, passphrase }, signal)
    if ('problem' in opened) {
      if (opened.problem === 'notOurs') throw new CallError('rootKeyNotOurs', {})
      continue
    }
    const root = readRootKeyText(opened.text)
    if (root === undefined) throw new CallError('rootKeyNotOurs', {})
    return root
  }
  throw new CallError('passphraseWrong', {})
}

async function readText({ name, path }: { readonly name: string; readonly path: string }): Promise<string> {
  try {
    if ((await stat(path)).size > mostFileBytes) throw new CallError('rootKeyNotOurs', {})
    return await readFile(path, 'utf8')
  } catch (error) {
    throw explainReadError(error, name)
  }
}

function work(input: PassphraseInput, signal: AbortSignal): Promise<PassphraseOutput> {
  return runJob(passphraseJob, input, { ...limits, signal })
}
