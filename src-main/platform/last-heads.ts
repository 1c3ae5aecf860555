import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { DeviceId } from '../../shared/domain/ids.ts'

/**
 * The last head of each own stream, noted beside the key while the program works. Without fsync and seconds behind, so that it costs
 * nothing: it never makes a new device, as the heads that left do (`heads.json`, JOURNAL 35); it only tells of work that is gone.
 */
const Note = z.strictObject({
  heads: z.record(z.string(), z.strictObject({ seq: z.int(), id: z.string() })),
  /** What an earlier start found to be gone. */
  lost: z
    .strictObject({
      entries: z.int(),
      found: z.int(),
      heads: z.array(z.strictObject({ stream: z.string(), seq: z.int() })),
    })
    .nullable(),
})
export type LastHeads = z.infer<typeof Note>

/** null when nothing was noted, or when it cannot be read: then nothing is told. */
export function readLastHeads(keyFolder: string, device: DeviceId): LastHeads | null {
  try {
    return Note.safeParse(JSON.parse(readFileSync(fileOf(keyFolder, device), 'utf8'))).data ?? null
  } catch {
    return null
  }
}

/** @throws the system's error: who calls decides that nothing depends on it */
export function noteLastHeads(keyFolder: string, device: DeviceId, note: LastHeads): void {
  const file = fileOf(keyFolder, device)
  const unfinished = `${file}.unfinished`
  writeFileSync(unfinished, JSON.stringify(note), { mode: 0o600 })
  renameSync(unfinished, file)
}

function fileOf(keyFolder: string, device: DeviceId): string {
  return path.join(keyFolder, device, 'last.json')
}
