import { z } from 'zod'

/**
 * Identifiers and the small values that must not be mixed up.
 * What exists once has a derived id (JOURNAL 5); everything else carries its audience unit in front of a random part,
 * so that an id fixes for life who may see the thing.
 */

const hex64 = /^[0-9a-f]{64}$/
const unitPattern = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/

/** Shipped units: `vn2024.p.24`, `vn2024.d.215`, `vn2024.c.07243`; units made by an office: `u.<16 hex>`. */
export const UnitId = z.string().max(48).regex(unitPattern).brand<'UnitId'>()
export type UnitId = z.infer<typeof UnitId>

/** `<publisher unit>:<random>`: things of the catalogue. */
const owned = z
  .string()
  .max(80)
  .regex(/^[a-z0-9.-]+:[a-z0-9-]{1,32}$/)
export const CriteriaSetId = owned.brand<'CriteriaSetId'>()
export type CriteriaSetId = z.infer<typeof CriteriaSetId>
export const CriteriaVersionId = owned.brand<'CriteriaVersionId'>()
export type CriteriaVersionId = z.infer<typeof CriteriaVersionId>
export const CycleId = owned.brand<'CycleId'>()
export type CycleId = z.infer<typeof CycleId>
/** `<audience commune>:<random>`. */
export const DocumentId = owned.brand<'DocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>
/** `<own unit>:<random>`. */
export const OfficerId = owned.brand<'OfficerId'>()
export type OfficerId = z.infer<typeof OfficerId>

/** Stable inside one criteria set, whatever its printed code becomes in a later version. */
export const CriterionId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,31}$/)
  .brand<'CriterionId'>()
export type CriterionId = z.infer<typeof CriterionId>
export const GroupId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,31}$/)
  .brand<'GroupId'>()
export type GroupId = z.infer<typeof GroupId>
export const GateId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,31}$/)
  .brand<'GateId'>()
export type GateId = z.infer<typeof GateId>
/** Departments are named by the criteria set and matched by id: `phong-noi-vu`. */
export const DepartmentId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<'DepartmentId'>()
export type DepartmentId = z.infer<typeof DepartmentId>

/** `<cycle>/<unit>`: one commune in one cycle, "the sheet". */
export const AssessmentId = z
  .string()
  .regex(/^[a-z0-9.-]+:[a-z0-9-]{1,32}\/[a-z0-9.-]+$/)
  .brand<'AssessmentId'>()
export type AssessmentId = z.infer<typeof AssessmentId>

/** SHA-256 in lower-case hex. */
export const Sha256 = z.string().regex(hex64).brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>
/** SHA-256 of an entry's bytes. */
export const EntryId = z.string().regex(hex64).brand<'EntryId'>()
export type EntryId = z.infer<typeof EntryId>
/** SHA-256(public key ‖ unit). */
export const DeviceId = z.string().regex(hex64).brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date().brand<'Day'>()
export type Day = z.infer<typeof Day>
/** Milliseconds since 1970, UTC. */
export const Time = z.int().brand<'Time'>()
export type Time = z.infer<typeof Time>

/** The assessment of one commune in one cycle. */
export function assessmentId(cycle: CycleId, unit: UnitId): AssessmentId {
  return `${cycle}/${unit}` as AssessmentId
}

/** The parts of an assessment id. */
export function partsOfAssessment(id: AssessmentId): { cycle: CycleId; unit: UnitId } {
  const slash = id.indexOf('/')
  return { cycle: id.slice(0, slash) as CycleId, unit: id.slice(slash + 1) as UnitId }
}

/** The unit in front of an owned id: the publisher of a cycle, the commune of a document. */
export function ownerOf(id: CriteriaSetId | CriteriaVersionId | CycleId | DocumentId | OfficerId): UnitId {
  return id.slice(0, id.indexOf(':')) as UnitId
}
