import type { Input } from '../../../shared/contract/contract.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { sampleChanges, sampleReturn } from './appraisals.ts'
import { districtOfficers } from './communes.ts'
import type { Office } from './office.ts'
import { readAnswer } from './sample-answers.ts'
import type { SheetWork } from './sheet-work.ts'

/** What the district does: surveys, appraisal by departments, return, proposal, acceptance. */

/** The district's officers, each in front of a window of his own. */
export type DistrictDesk = {
  readonly first: Office
  readonly clerk: Office
  readonly leader: Office
  readonly appraisers: ReadonlyMap<string, Office>
}

/** Adds the district's officers and seats them. */
export async function seatDistrict(first: Office): Promise<DistrictDesk> {
  const clerk = await first.add({ name: districtOfficers.clerk, roles: ['scorer'], department: null })
  const leader = await first.add({ name: districtOfficers.leader, roles: ['approver'], department: null })
  const appraisers = new Map<string, Office>()
  for (const [department, name] of Object.entries(districtOfficers.appraisers)) {
    appraisers.set(
      department,
      await first.add({ name, roles: ['appraiser'], department: department as never }),
    )
  }
  return { first, clerk, leader, appraisers }
}

/** The figures of the seven surveys, which only the district enters. */
export async function enterSurveys(desk: DistrictDesk, work: SheetWork): Promise<void> {
  const { facts } = work
  for (const { id, enteredBy, department } of facts.content.criteria) {
    const input = facts.answers.get(id)
    if (enteredBy.includes('commune') || input === undefined) continue
    await appraise(desk, work, id, department, { kind: 'change', answer: { input, note: '' } }, undefined)
  }
}

/**
 * Appraises the criteria that the commune answered, each by the officer of its department; those of departments in `leaveOut`
 * stay open.
 */
export async function appraiseSheet(
  desk: DistrictDesk,
  work: SheetWork,
  leaveOut: readonly string[] = [],
): Promise<number> {
  const { facts, assessment } = work
  const { rows } = await desk.first.call('sheets.get', { assessment })
  const changes = new Map(sampleChanges[facts.commune.key]?.map((change) => [change.criterion, change]))
  let done = 0
  for (const criterion of facts.content.criteria) {
    const { id, department } = criterion
    const row = rows.find((each) => each.criterion === id)
    if (row?.self.answer == null || leaveOut.includes(department ?? '')) continue
    const change = changes.get(id)
    if (change === undefined) {
      await appraise(desk, work, id, department, { kind: 'agree' }, undefined)
    } else {
      const answer = { input: readAnswer(criterion, change.word), note: '' }
      await appraise(desk, work, id, department, { kind: 'change', answer }, change.reason)
    }
    done++
  }
  return done
}

type Verdict = Input<'appraisal.set'>['verdict']

async function appraise(
  desk: DistrictDesk,
  { assessment, calendar }: SheetWork,
  criterion: CriterionId,
  department: string | null,
  verdict: Verdict,
  reason: string | undefined,
): Promise<void> {
  calendar.passMinutes(verdict.kind === 'agree' ? 1 : 4)
  const office = desk.appraisers.get(department ?? '') ?? desk.first
  await office.call('appraisal.set', {
    assessment,
    criterion,
    stage: 'appraisal',
    verdict,
    seen: [],
    ...(reason === undefined ? {} : { reason }),
  })
}

/** Sends the sheet back with the list of what is missing. */
export async function returnSheet(desk: DistrictDesk, { assessment, calendar }: SheetWork): Promise<void> {
  calendar.passMinutes(12)
  const { text, items } = sampleReturn
  const office = desk.appraisers.get('phong-noi-vu') ?? desk.first
  const due = calendar.dayAgo(-5)
  await office.call('decisions.return', { assessment, stage: 'appraisal', text, items: [...items], due })
}

/** Đã thẩm định, chờ duyệt. */
export async function proposeSheet(desk: DistrictDesk, { assessment, calendar }: SheetWork): Promise<void> {
  calendar.passMinutes(5)
  const office = desk.appraisers.get('phong-noi-vu') ?? desk.first
  await office.call('decisions.propose', { assessment })
}

/** The leader closes the sheet. */
export async function acceptSheet(desk: DistrictDesk, { assessment, calendar }: SheetWork): Promise<void> {
  calendar.passMinutes(4)
  await desk.leader.call('decisions.accept', { assessment })
}
