import { z } from 'zod'
import { Day, EntryId, UnitId } from '../domain/ids.ts'
import { command, query } from './define.ts'
import { Author, Level, shortText, UnitView } from './views.ts'

const Points = z.record(z.string().max(300), z.strictObject({ seq: z.int().min(1), id: EntryId }))

export const unitCalls = {
  /** Units of today, found by typing with or without diacritics, best first, at most `limit`. */
  'units.search': query({
    permit: 'anyone',
    input: z.strictObject({
      text: z.string().max(200),
      level: Level.optional(),
      within: UnitId.optional(),
      limit: z.int().min(1).max(200),
    }),
    output: z.array(UnitView),
  }),
  'units.get': query({
    permit: 'anyone',
    input: z.strictObject({ unit: UnitId }),
    output: UnitView,
    errors: ['notFound'],
  }),
  /**
   * Direct children, or every commune below (`communes: true`), that exist today, in Vietnamese order. `everyDay`: also those that no
   * longer exist or do not exist yet.
   */
  'units.below': query({
    permit: 'signedIn',
    input: z.strictObject({ unit: UnitId, communes: z.boolean(), everyDay: z.boolean().optional() }),
    output: z.array(UnitView),
  }),
  /** Adds a unit below the own one, or changes name, code or parent from a day on. */
  'units.save': command({
    permit: 'manageUnits',
    input: z.strictObject({
      unit: UnitId.nullable(),
      level: Level,
      name: shortText,
      code: z.string().max(32),
      parent: UnitId,
      from: Day.nullable(),
      until: Day.nullable(),
    }),
    output: UnitView,
    errors: ['notFound', 'daysInWrongOrder'],
    touches: ['units'],
  }),
  /**
   * What offices wrote about a unit that stands under another one now, behind the points up to which their work counts. It is kept and
   * does not count.
   */
  'units.laterWork': query({
    permit: 'manageUnits',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        unit: UnitView,
        former: UnitId,
        formerName: z.string(),
        entries: z.int(),
        /** The newest of them. */
        acts: z.array(z.strictObject({ action: z.string(), author: Author })),
        /** Up to where it would count, by stream. */
        until: Points,
      }),
    ),
  }),
  /** The former parent's work counts up to these points from now on, as `units.laterWork` showed them. */
  'units.takeLaterWork': command({
    permit: 'manageUnits',
    input: z.strictObject({ unit: UnitId, former: UnitId, until: Points }),
    output: z.strictObject({}),
    errors: ['notFound'],
    touches: ['units', 'sheets'],
  }),
}
