import { readFileSync } from 'node:fs'
import type { Progress } from '../../shared/contract/frames.ts'
import type { AssessmentId, CycleId, UnitId } from '../../shared/domain/ids.ts'
import { partsOfAssessment } from '../../shared/domain/ids.ts'
import type { Point } from '../../shared/domain/journal/facts.ts'
import { parseUnits } from '../../shared/domain/units.ts'
import { job } from '../jobs/job.ts'
import { assetPath } from '../platform/program-files.ts'
import { closeDatabase, openDatabase, openScratchDatabase, type Database } from '../storage/database.ts'
import { entriesOfStream } from '../storage/entries.ts'
import { assertMigrated, migrate } from '../storage/migrate.ts'
import { insertSeal, sealsOfStream } from '../storage/seals.ts'
import { detailedSheetsOfCycle, type SheetState } from '../storage/sheet-states.ts'
import { allStreams, ensureStream, type StreamRow } from '../storage/streams.ts'
import { transaction } from '../storage/transaction.ts'
import { plainSheet, type PlainSheet } from './as-of-sheet.ts'
import type { Cycle } from './catalogue.ts'
import { createJournal, type Journal } from './journal.ts'
import type { DeviceFacts, JournalBase } from './parts.ts'
import type { Received } from './receiving.ts'
import { unitChangesIn, type UnitFacts } from './unit-changes.ts'
import { unitTree } from './unit-tree.ts'

/**
 * The state as it stood when (JOURNAL 15): a scratch database takes in what had arrived until then and nothing else, and is
 * projected like any other. Whom we trust is asked as of now: a certificate or a revocation says something about a device, not about
 * a day.
 */

export type AsOfInput = {
  /** The database's file; only read. */
  readonly file: string
  /** Entries with higher numbers had not arrived. */
  readonly lastEntry: number
  readonly cycle: CycleId
  /** The sheet asked for; null: the results of the whole cycle. */
  readonly assessment: AssessmentId | null
  readonly ownUnit: UnitId
  readonly devices: readonly KnownDevice[]
}

export type KnownDevice = {
  readonly device: string
  readonly facts: DeviceFacts
  /** What trust lists say about its streams; null: nothing. */
  readonly judgement: {
    readonly sealedOnly: boolean
    readonly streams: Readonly<
      Record<string, { readonly cuts: readonly (Point | null)[]; readonly branches: readonly Point[] }>
    >
  } | null
}

export type AsOfOutput = {
  /** Null: the cycle was not known yet. */
  readonly cycle: Cycle | null
  readonly sheets: readonly (SheetState & { readonly details: string })[]
  /** The sheet asked for; null: nothing could be said about it yet. */
  readonly sheet: PlainSheet | null
}

export const asOfJob = job<AsOfInput, AsOfOutput>('as-of')

const entriesAtOnce = 5000

/** The work of the thread. @throws CallError what a damaged database gives */
export function readAsOf(input: AsOfInput, report: (progress: Progress) => void): AsOfOutput {
  const source = openDatabase(input.file, { readonly: true })
  const scratch = openScratchDatabase()
  try {
    assertMigrated(source)
    migrate(scratch)
    const { assessment, cycle } = input
    const journal = createJournal(scratchBase(scratch, input, () => journal))
    replay(source, journal, input.lastEntry, wantedBy(input), report)
    return {
      cycle: journal.catalogue.cycle(cycle),
      sheets: assessment === null ? detailedSheetsOfCycle(scratch, cycle) : [],
      sheet: assessment === null ? null : sheetOf(journal, assessment),
    }
  } finally {
    closeDatabase(scratch)
    closeDatabase(source)
  }
}

function sheetOf(journal: Journal, assessment: AssessmentId): PlainSheet | null {
  const { reading } = journal.sheet(assessment)
  return reading === null ? null : plainSheet(reading)
}

/** Offices of other units say nothing here; of the sheets only those that are asked for. */
function wantedBy({ assessment, ownUnit }: AsOfInput): (stream: StreamRow) => boolean {
  const commune = assessment === null ? null : partsOfAssessment(assessment).unit
  return ({ channel, audience }) => {
    if (channel === 'office') return audience === ownUnit
    return channel === 'catalogue' || commune === null || audience === commune
  }
}

/**
 * Takes what had arrived into an empty journal: what sets aside first, then catalogues, then sheets, so that each is projected once.
 * Reads a stream at a time: no transaction of the reader lasts.
 */
export function replay(
  source: Database,
  journal: Journal,
  lastEntry: number,
  isWanted: (stream: StreamRow) => boolean,
  report: (progress: Progress) => void,
): void {
  const { database } = journal.base
  const all = allStreams(source).filter(isWanted)
  const take = (batch: readonly Received[]): void => {
    transaction(database, () => {
      journal.receive(batch, { bundle: '0'.repeat(64), device: '0'.repeat(64) })
    })
  }
  let done = 0
  for (const channel of ['office', 'catalogue', 'sheet']) {
    let batch: Received[] = []
    for (const stream of all.filter((each) => each.channel === channel)) {
      if (journal.base.judgementOf?.(stream.device)?.sealedOnly === true) copySeals(source, stream, database)
      for (const { num, bytes } of entriesOfStream(source, stream.num))
        if (num <= lastEntry) batch.push({ stream: stream.key, bytes })
      if (batch.length >= entriesAtOnce) {
        take(batch)
        batch = []
      }
      done++
      if (done % 50 === 0) report({ step: 'read', done, total: all.length })
    }
    take(batch)
    if (channel !== 'catalogue') continue
    // who stands above whom, before any sheet is judged by it
    journal.base.readUnits()
    transaction(database, journal.projectAll)
  }
}

/** Of a former device of this folder only what it sealed counts. */
function copySeals(source: Database, stream: StreamRow, database: Database): void {
  transaction(database, () => {
    const num = ensureStream(database, stream.key)
    for (const { seq, entry, bytes } of sealsOfStream(source, stream.num))
      insertSeal(database, { stream: num, seq, entry, bytes })
  })
}

function scratchBase(database: Database, input: AsOfInput, journal: () => Journal): JournalBase {
  const known = new Map(input.devices.map((each) => [each.device, each]))
  const shipped = new Map<string, UnitFacts>(
    parseUnits(readFileSync(assetPath('units/vietnam-2024-06.txt'), 'utf8')).map((unit) => [unit.id, unit]),
  )
  let units = new Map(shipped)
  return {
    database,
    units: unitTree((id) => units.get(id)),
    deviceFacts: (device) => known.get(device)?.facts ?? null,
    judgementOf: (device) => {
      const judgement = known.get(device)?.judgement ?? null
      if (judgement === null) return null
      return {
        cuts: (stream) => judgement.streams[stream]?.cuts ?? [],
        branches: (stream) => judgement.streams[stream]?.branches ?? [],
        sealedOnly: judgement.sealedOnly,
      }
    },
    ownUnit: () => input.ownUnit,
    readUnits: () => {
      units = new Map(shipped)
      for (const unit of unitChangesIn(database, journal(), (id) => shipped.get(id))) units.set(unit.id, unit)
    },
    now: () => 0,
  }
}
