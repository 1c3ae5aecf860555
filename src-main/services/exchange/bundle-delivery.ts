import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { engineHasCipher } from '../../bundles/age-payload.ts'
import { decryptFile } from '../../bundles/encrypted-files.ts'
import { isEncrypted } from '../../bundles/encryption.ts'
import { isPart } from '../../bundles/part-format.ts'
import { openPartStore, type PartSet, type PartStore } from '../../bundles/part-store.ts'
import { ageIdentitiesOf } from '../../platform/key-folder.ts'
import type { Reporting } from './bundle-progress.ts'
import { withBundle, type BundleFile } from './bundle-sources.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/** A delivery: the files that somebody brought, opened as far as it takes to find bundles in them. */

export type DeliveredBundle = {
  /**
   * The bundle: the file itself or what was put together. An encrypted one is opened while it is read and every time anew, so that
   * nothing plain lies on a disk; only where the engine cannot, it is decrypted into quarantine until the delivery is closed.
   */
  readonly file: BundleFile
  /** The given files that it was made of: places in the list. */
  readonly from: readonly number[]
  readonly encrypted: boolean
  /** Why there is nothing to read; then `file` is the file as it was given. */
  readonly problem: CallError | null
  /** The set of parts that it was put together from; with parts missing there is nothing to read yet. */
  readonly parts: PartSet | null
}

export type Delivery = {
  readonly bundles: readonly DeliveredBundle[]
  /** Removes what was opened. */
  readonly close: () => Promise<void>
}

type Opening = {
  readonly installation: Installation
  readonly opened: { remove: () => Promise<void> }[]
  readonly reporting: Reporting
}

const stores = new WeakMap<Installation, PartStore>()

/** The parts that wait for the others, over restarts. */
export function partsOf(installation: Installation): PartStore {
  const known = stores.get(installation) ?? openPartStore(installation.folder.parts)
  stores.set(installation, known)
  return known
}

/** Sets of parts of which some are missing, oldest first. */
export async function listWaitingParts(installation: Installation): Promise<Output<'bundles.parked'>> {
  const sets = await partsOf(installation).list()
  return sets.map(({ id, code, name, since, size, missing, count }) => ({
    ...{ bundle: id, shortCode: code, name, unitName: '', created: null, time: since, size },
    parts: { missing: [...missing], of: count },
  }))
}

/**
 * Opens what was delivered: parts are put together, in any order and with what came in earlier sittings; of encrypted
 * files it is found out that they are.
 * @throws what `signal` aborts with
 */
export async function openDelivery(
  installation: Installation,
  files: readonly BundleFile[],
  reporting: Reporting,
): Promise<Delivery> {
  const opening: Opening = { installation, opened: [], reporting }
  const close = async (): Promise<void> => {
    for (const each of opening.opened.splice(0)) await each.remove()
  }
  try {
    const bundles: DeliveredBundle[] = []
    const sets = new Map<Sha256, { from: number[]; set: PartSet }>()
    for (const [i, file] of files.entries()) {
      reporting.signal.throwIfAborted()
      try {
        if (!(await withBundle(file, isPart))) {
          bundles.push(await openWhole(opening, file, [i], null))
          continue
        }
        const { set } = await partsOf(installation).take(file, { signal: reporting.signal })
        sets.set(set.id, { from: [...(sets.get(set.id)?.from ?? []), i], set })
      } catch (error) {
        bundles.push({ file, from: [i], encrypted: false, problem: problemOf(error), parts: null })
      }
    }
    for (const { from, set } of sets.values()) {
      const file = await partsOf(installation).assembled(set.id)
      bundles.push(
        file === undefined
          ? {
              file: { name: set.name, path: '' },
              from,
              encrypted: false,
              problem: new CallError('bundleCut', { name: set.name }),
              parts: set,
            }
          : await openWhole(opening, { ...file, name: set.name }, from, set),
      )
    }
    return { bundles, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openWhole(
  { installation, opened, reporting }: Opening,
  file: BundleFile,
  from: readonly number[],
  parts: PartSet | null,
): Promise<DeliveredBundle> {
  let encrypted = false
  try {
    encrypted = await withBundle(file, isEncrypted)
    if (!encrypted) return { file, from, encrypted, problem: null, parts }
    const { name } = file
    const identities = ageIdentitiesOf(installation.keyFolder, ownDevice(installation).unit)
    if (engineHasCipher) return { file: { ...file, identities }, from, encrypted, problem: null, parts }
    const onProgress = (done: number, total: number): void => {
      reporting.report({ step: 'decryptBytes', done, total, item: name })
    }
    const plain = await decryptFile(
      {
        ...{ source: file.path, name, folder: installation.folder.quarantine },
        identities,
      },
      { signal: reporting.signal, onProgress },
    )
    opened.push(plain)
    return { file: { name, path: plain.path }, from, encrypted, problem: null, parts }
  } catch (error) {
    return { file, from, encrypted, problem: problemOf(error), parts }
  }
}

/** What a person can be told about one file; the wish to stop and bugs end everything. */
function problemOf(error: unknown): CallError {
  if (isCallError(error) && error.code !== 'cancelled') return error
  throw error
}
