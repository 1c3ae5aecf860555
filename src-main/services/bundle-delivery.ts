import { CallError, isCallError } from '../../shared/contract/errors.ts'
import { decryptFile } from '../bundles/encrypted-files.ts'
import { isEncrypted } from '../bundles/encryption.ts'
import { ageIdentitiesOf } from '../platform/key-folder.ts'
import type { Reporting } from './bundle-export.ts'
import { withBundle, type BundleFile } from './bundle-sources.ts'
import { ownDevice, type Installation } from './installation.ts'

/** A delivery: the files that somebody brought, opened as far as it takes to find bundles in them. */

export type DeliveredBundle = {
  /** The plain bundle: the file itself, or what was inside, in quarantine until the delivery is closed. */
  readonly file: BundleFile
  /** The given files that it was made of: places in the list. */
  readonly from: readonly number[]
  readonly encrypted: boolean
  /** Why there is nothing to read; then `file` is the file as it was given. */
  readonly problem: CallError | null
}

export type Delivery = {
  readonly bundles: readonly DeliveredBundle[]
  /** Removes what was opened. */
  readonly close: () => Promise<void>
}

/**
 * Opens what was delivered: encrypted files are decrypted into quarantine.
 * @throws what `signal` aborts with
 */
export async function openDelivery(
  installation: Installation,
  files: readonly BundleFile[],
  reporting: Reporting,
): Promise<Delivery> {
  const opened: { remove: () => Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const each of opened.splice(0)) await each.remove()
  }
  try {
    const bundles: DeliveredBundle[] = []
    for (const [i, file] of files.entries()) {
      reporting.signal.throwIfAborted()
      bundles.push(await openOne(installation, file, [i], opened, reporting))
    }
    return { bundles, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openOne(
  installation: Installation,
  file: BundleFile,
  from: readonly number[],
  opened: { remove: () => Promise<void> }[],
  { signal, report }: Reporting,
): Promise<DeliveredBundle> {
  const encrypted = { is: false }
  try {
    encrypted.is = await withBundle(file, isEncrypted)
    if (!encrypted.is) return { file, from, encrypted: false, problem: null }
    const { name } = file
    const plain = await decryptFile(
      {
        ...{ source: file.path, name, folder: installation.folder.quarantine },
        identities: ageIdentitiesOf(installation.keyFolder, ownDevice(installation).unit),
      },
      {
        signal,
        onProgress: (done, total) => {
          report({ step: 'decrypt', done, total, item: name })
        },
      },
    )
    opened.push(plain)
    return { file: { name, path: plain.path }, from, encrypted: true, problem: null }
  } catch (error) {
    if (!isCallError(error) || error.code === 'cancelled') throw error
    return { file, from, encrypted: encrypted.is, problem: error }
  }
}
