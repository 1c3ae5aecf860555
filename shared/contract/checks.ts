import { z } from 'zod'
import { checkKinds } from '../domain/checks.ts'
import { AssessmentId, CriterionId, CycleId, Day, DeviceId, DocumentId, UnitId } from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import { command, query } from './define.ts'
import { Author, written } from './views.ts'

/** What a checker should look at again ("điều cần xem lại"): found by comparing, never an accusation. */

export const CheckKind = z.enum(checkKinds)

/** One thing that a finding names; null where it does not apply. */
export const CheckPart = z.strictObject({
  unit: UnitId,
  unitName: z.string(),
  assessment: AssessmentId.nullable(),
  cycleName: z.string(),
  /** Readable name of the criterion or of the dossier's paper. */
  target: CriterionId.nullable(),
  targetLabel: z.string(),
  document: DocumentId.nullable(),
  documentTitle: z.string(),
  device: DeviceId.nullable(),
  deviceName: z.string(),
  /** Which entity or field changed; `ahead`, `back`; `forked`, `overstep`. */
  what: z.string(),
  whatLabel: z.string(),
  day: Day.nullable(),
  from: Hundredths.nullable(),
  to: Hundredths.nullable(),
  time: z.int().nullable(),
  /** Milliseconds. */
  off: z.int().nullable(),
  count: z.int().nullable(),
})
export type CheckPart = z.infer<typeof CheckPart>

const CheckId = z.string().regex(/^[0-9a-f]{32}$/)

export const CheckView = z.strictObject({
  id: CheckId,
  kind: CheckKind,
  /** Communes that it concerns, at most 20. */
  units: z.array(z.strictObject({ unit: UnitId, name: z.string() })),
  unitCount: z.int(),
  /** How many parts it has; `parts` shows the first. */
  count: z.int(),
  parts: z.array(CheckPart),
  /** `sameFile`, `sameNumber`: what they are shared by. */
  shared: z.array(z.enum(['communes', 'documents', 'years'])),
  time: z.int(),
  /** `again`: seen before something new came up. */
  state: z.enum(['open', 'seen', 'again']),
  /** Who has marked it, with the reason. */
  seenBy: Author.nullable(),
})
export type CheckView = z.infer<typeof CheckView>

export const checkCalls = {
  'checks.list': query({
    permit: 'view',
    input: z.strictObject({
      /** Only what concerns this cycle, or no cycle at all. */
      cycle: CycleId.nullable(),
      kind: CheckKind.optional(),
      /** A commune, or a unit above communes. */
      unit: UnitId.optional(),
      state: z.enum(['open', 'seen', 'all']),
      offset: z.int().min(0),
      limit: z.int().min(1).max(100),
    }),
    output: z.strictObject({
      total: z.int(),
      items: z.array(CheckView),
      /** Under the same cycle and unit. */
      counts: z.array(z.strictObject({ kind: CheckKind, open: z.int(), seen: z.int() })),
      /** How many communes and the like are still being looked through; ask again meanwhile. */
      pending: z.int(),
    }),
  }),
  /** Shared by the devices of the unit; something new opens a finding again. */
  'checks.markSeen': command({
    permit: 'appraise',
    input: z.strictObject({
      ids: z.array(CheckId).min(1).max(100),
      reason: z.string().trim().min(1).max(2000),
    }),
    output: written,
    errors: ['notFound'],
    touches: ['checks', 'history'],
  }),
  'checks.unmark': command({
    permit: 'appraise',
    input: z.strictObject({ id: CheckId }),
    output: written,
    errors: ['notFound'],
    touches: ['checks', 'history'],
  }),
}
