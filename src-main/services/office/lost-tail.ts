import type { DeviceId } from '../../../shared/domain/ids.ts'
import { noteLastHeads, readLastHeads, type LastHeads } from '../../platform/last-heads.ts'
import type { Database } from '../../storage/database.ts'
import { entryNumber, lastOfStream, numberOfNextEntry } from '../../storage/entries.ts'
import { streamByKey, streamsOfDevice } from '../../storage/streams.ts'
import type { Installation } from './installation.ts'

/** Own entries that were saved, never left this machine, and are not in the journal any more. */
export type LostTail = Readonly<{
  entries: number
  /** When it was seen, milliseconds since 1970. */
  found: number
  /** The last of them in each stream. */
  heads: readonly Readonly<{ stream: string; seq: number }>[]
}>

/** So long after it was seen the loss is told at every start. */
const toldMilliseconds = 14 * 86_400_000

type Place = Readonly<{ database: Database; keyFolder: string; device: DeviceId }>

/** How many own entries are gone that were there when the heads were last noted; with what was found before. */
export function findLostTail({ database, keyFolder, device }: Place, now: number): LostTail | null {
  const note = readLastHeads(keyFolder, device)
  if (note === null) return null
  const before = note.lost !== null && now - note.lost.found < toldMilliseconds ? note.lost : null
  const missing = missingHeads(database, note.heads)
  if (missing.length === 0) return before
  return {
    entries: missing.reduce((sum, { count }) => sum + count, before?.entries ?? 0),
    found: now,
    heads: [...(before?.heads ?? []), ...missing.map(({ stream, seq }) => ({ stream, seq }))],
  }
}

/** Noted heads that are not stored, and how many entries up to them are missing. */
export function missingHeads(
  database: Database,
  heads: LastHeads['heads'],
): { readonly stream: string; readonly seq: number; readonly count: number }[] {
  return Object.entries(heads).flatMap(([stream, { seq, id }]) => {
    if (entryNumber(database, id) !== undefined) return []
    const row = streamByKey(database, stream)
    const last = row === undefined ? 0 : (lastOfStream(database, row.num)[0]?.seq ?? 0)
    return [{ stream, seq, count: Math.max(1, seq - last) }]
  })
}

/** Heads of own streams that left, or were noted here, and are not stored any more. */
export function ownHeadsMissing({
  database,
  keyFolder,
  own,
  lostTail,
}: Pick<Installation, 'database' | 'keyFolder' | 'own' | 'lostTail'>): LostTail['heads'] {
  if (own === null) return []
  const noted = readLastHeads(keyFolder, own.id)?.heads ?? {}
  return [...missingHeads(database, { ...own.keys.remembered.heads, ...noted }), ...(lostTail?.heads ?? [])]
}

export type HeadNotes = Readonly<{
  /** Notes the last heads now; called at closing. */
  close: () => void
}>

const usualMilliseconds = 5000

/**
 * Notes the last heads of the own streams beside the key every few seconds in which something was written. A failure is logged once
 * and changes nothing: no work waits for this.
 */
export function keepHeadNotes(installation: Installation, milliseconds = usualMilliseconds): HeadNotes {
  const { database, keyFolder, log } = installation
  let noted = ''
  let failed = false
  const note = (): void => {
    const { own, lostTail } = installation
    if (own === null) return
    try {
      const state = `${own.id} ${numberOfNextEntry(database)}`
      if (state === noted) return
      const heads: LastHeads['heads'] = {}
      for (const { num, key } of streamsOfDevice(database, own.id)) {
        const [last] = lastOfStream(database, num)
        if (last !== undefined) heads[key] = { seq: last.seq, id: last.id }
      }
      noteLastHeads(keyFolder, own.id, {
        heads,
        lost: lostTail === null ? null : { ...lostTail, heads: [...lostTail.heads] },
      })
      noted = state
    } catch (error) {
      if (!failed) log.error('the last heads could not be noted', error)
      failed = true
    }
  }
  note()
  const timer = setInterval(note, milliseconds)
  timer.unref()
  return {
    close: () => {
      clearInterval(timer)
      note()
    },
  }
}
