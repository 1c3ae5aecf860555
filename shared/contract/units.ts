import { z } from 'zod'
import { Day, UnitId } from '../domain/ids.ts'
import { command, query } from './define.ts'
import { Level, shortText, UnitView } from './views.ts'

export const unitCalls = {
  /** Found by typing with or without diacritics, best first, at most `limit`. */
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
  /** Direct children, or every commune below (`communes: true`), in Vietnamese order. */
  'units.below': query({
    permit: 'signedIn',
    input: z.strictObject({ unit: UnitId, communes: z.boolean() }),
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
    errors: ['notFound'],
    touches: ['units'],
  }),
}
