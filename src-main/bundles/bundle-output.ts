import { open } from 'node:fs/promises'
import { checkWrittenBundle } from './check-written.ts'
import { writeFully } from './hashed-read.ts'

/** Where the bytes of a bundle go, in order: a new file. */
export type BundleOutput = {
  /** The bytes are the caller's own again when it settles. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Settles when everything lies on the disk. @returns bytes of the file */
  readonly finish: () => Promise<number>
  /** Reads the finished file again and compares. @throws CallError `bundleDamaged` */
  readonly check: () => Promise<void>
  /** Lets the file go; what is not finished stays by half and is the caller's to remove. */
  readonly close: () => Promise<void>
}

/** The bundle as it is. The file must not be there yet. */
export async function openPlainOutput(file: string, signal: AbortSignal | undefined): Promise<BundleOutput> {
  const handle = await open(file, 'wx', 0o600)
  let bytes = 0
  return {
    write: async (piece) => {
      await writeFully(handle, piece)
      bytes += piece.length
    },
    finish: async () => {
      await handle.sync()
      await handle.close()
      return bytes
    },
    check: async () => {
      await checkWrittenBundle(file, signal)
    },
    close: () => handle.close(),
  }
}
