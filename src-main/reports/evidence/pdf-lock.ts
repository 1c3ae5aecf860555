import { readFile } from 'node:fs/promises'
// Sets itself up where the reader looks for its other half before it would start a thread of its own.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/**
 * Whether a PDF opens only with a password. One whose printing or copying alone is restricted opens without, and one that cannot
 * be read at all is no matter of passwords. To be run in a worker (`runJob`), which bounds its time and memory.
 */
export async function needsPassword(file: string): Promise<boolean> {
  const task = getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 })
  try {
    await task.promise
    return false
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException'
  } finally {
    await task.destroy()
  }
}
