import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, openSync, readSync, closeSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { ageMagic } from '../../src-main/bundles/age-header.ts'
import { openOffice } from '../../tests/support/faults/fault-office.ts'
import { ensureAge, howToGetAge } from '../age-program.ts'
import { apply, communeWith, exportTo, timed, writePapers } from './bundle.ts'
import type { BenchRow } from './row.ts'

/**
 * The same bundle encrypted, through the front door: written and encrypted by the commune, decrypted and applied by the district. The
 * yardstick is Debian's `age` on the plain bundle and back; unlike the program it neither writes the bundle, nor compares a hash, nor
 * waits for the disk.
 */
export async function benchEncryptedExport(megabytes: number): Promise<BenchRow | string> {
  const measured = await measure(megabytes)
  if (measured === null) return howToGetAge
  const { exported, encrypting, peak } = measured
  return {
    ...{
      name: 'exportEncrypted',
      seconds: exported,
      yardstickSeconds: encrypting,
      goal: 3,
      scale: megabytes,
    },
    notes: { 'peak memory of the process, MB': peak },
  }
}

export async function benchEncryptedImport(megabytes: number): Promise<BenchRow | string> {
  const measured = await measure(megabytes)
  if (measured === null) return howToGetAge
  const { applied, decrypting, peak } = measured
  return {
    ...{ name: 'importEncrypted', seconds: applied, yardstickSeconds: decrypting, goal: 3, scale: megabytes },
    notes: { 'peak memory of the process, MB': peak },
  }
}

type Measured = {
  readonly exported: number
  readonly applied: number
  readonly encrypting: number
  readonly decrypting: number
  readonly peak: number
}

async function measure(megabytes: number): Promise<Measured | null> {
  const program = await ensureAge()
  if (program === undefined) return null
  const root = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  try {
    const outside = path.join(root, 'outside')
    const stick = path.join(root, 'stick')
    for (const folder of [outside, stick]) mkdirSync(folder)
    const below = await communeWith(root, writePapers(outside, megabytes))
    const plain = (await exportTo(below, outside, false)).path ?? ''
    let peak = 0
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
    const [bundle, exported] = await timed(async () => (await exportTo(below, stick, true)).path ?? '')
    if (!beginsAsEncrypted(bundle)) throw new Error('the bundle is not encrypted')
    await below.close()
    const above = await openOffice(path.join(root, 'district'))
    const [, applied] = await timed(() => apply(above, bundle))
    clearInterval(watch)
    await above.close()
    return {
      exported,
      applied,
      peak: Math.round(peak / 1024 / 1024),
      ...(await withAge(program, root, plain)),
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function withAge(
  program: string,
  root: string,
  plain: string,
): Promise<Pick<Measured, 'encrypting' | 'decrypting'>> {
  const identity = await generateX25519Identity()
  const [key, locked, opened] = ['key.txt', 'locked', 'opened'].map((name) => path.join(root, name))
  if (key === undefined || locked === undefined || opened === undefined) throw new Error('three names')
  writeFileSync(key, `${identity}\n`)
  const recipient = await identityToRecipient(identity)
  const run = (...args: string[]): Promise<void> => {
    const { status, stderr } = spawnSync(program, args)
    if (status !== 0) throw new Error(String(stderr))
    return Promise.resolve()
  }
  const [, encrypting] = await timed(() => run('-r', recipient, '-o', locked, plain))
  const [, decrypting] = await timed(() => run('-d', '-i', key, '-o', opened, locked))
  return { encrypting, decrypting }
}

function beginsAsEncrypted(file: string): boolean {
  const front = Buffer.alloc(ageMagic.length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, front)
  } finally {
    closeSync(handle)
  }
  return front.equals(ageMagic)
}
