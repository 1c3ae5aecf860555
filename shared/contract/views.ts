import { z } from 'zod'
import { Day, DeviceId, EntryId, UnitId } from '../domain/ids.ts'

/** Shapes that several subjects of the contract show. */

export const shortText = z.string().trim().min(1).max(300)
export const longText = z.string().max(20_000)
export const wholeDay = Day

export const Level = z.enum(['province', 'district', 'commune'])
export type Level = z.infer<typeof Level>

export const UnitView = z.strictObject({
  id: UnitId,
  level: Level,
  name: z.string(),
  code: z.string(),
  parent: UnitId.nullable(),
  /** Names of the units above, lowest first, for telling namesakes apart. */
  path: z.array(z.string()),
  /** First and last day on which the unit exists; null: always. */
  from: Day.nullable(),
  until: Day.nullable(),
})
export type UnitView = z.infer<typeof UnitView>

/** Who wrote something. The entry proves the device; the officer's name is what that device said. */
export const Author = z.strictObject({
  entry: EntryId,
  officer: z.string(),
  unit: UnitId,
  unitName: z.string(),
  device: DeviceId,
  deviceName: z.string(),
  time: z.int(),
  reason: z.string().nullable(),
  onBehalf: z.strictObject({ unit: UnitId, unitName: z.string(), paper: z.string() }).nullable(),
})
export type Author = z.infer<typeof Author>

/** On whose behalf something is entered ("nhập hộ"), and the paper that says so. */
export const OnBehalf = z.strictObject({ unit: UnitId, paper: z.string().trim().max(300) })
export type OnBehalf = z.infer<typeof OnBehalf>

/** The entries whose values the writer saw and replaces; empty for a first value. */
export const Seen = z.array(EntryId).max(64)

/** Optional parts that many writing calls take, and what they answer: the entry that was written. */
export const behalf = OnBehalf.optional()
export const reason = z.string().trim().max(2000).optional()
export const written = z.strictObject({ entry: EntryId })
