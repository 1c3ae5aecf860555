/**
 * Fills an empty data folder through the real core, in a process of its own (`seed-office.ts <data folder> <what>`), before a
 * browser test opens the program on it.
 *
 * - `cycle`: the district Yên Thế with a cycle of three communes, nothing scored.
 * - `submitted`: the same, the first commune scored, with two documents, and sent.
 */
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { AnswerInput } from '../../shared/domain/answers.ts'
import type { Criterion } from '../../shared/domain/criteria.ts'
import { assessmentId, type AssessmentId, type UnitId } from '../../shared/domain/ids.ts'
import type { Decimal } from '../../shared/domain/quantities.ts'
import { settle } from '../../src-main/api/settle.ts'
import { createCore } from '../../src-main/core.ts'
import { aPrintedPdf } from './printed-pdf.ts'

const yenThe = 'vn2024.d.215' as UnitId

const [dataDir, what] = process.argv.slice(2)
if (dataDir === undefined || (what !== 'cycle' && what !== 'submitted')) {
  throw new Error('Usage: seed-office.ts <data folder> cycle|submitted')
}
const core = await createCore({ dataDir })
const session = core.sessions.open()

async function call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  return (await settle(
    core.call({ name, input, session, signal: new AbortController().signal }),
  )) as Output<N>
}

await call('setup.begin', {
  unit: yenThe,
  deviceName: 'Máy Phòng Nội vụ',
  officerName: 'Hoàng Thị Lan',
  ownRoot: true,
})
const draft = await call('criteria.draftFrom', { from: 'sample', label: '2024' })
const { version } = await call('criteria.publish', { draft: draft.id })
const { content } = await call('criteria.version', { version })
const communes = await call('units.below', { unit: yenThe, communes: true })
const units = communes.slice(0, 3).map(({ id }) => id)
const cycle = await call('cycles.create', {
  name: 'Chấm điểm năm 2024',
  year: 2024,
  version,
  units,
  levels: { appraise: 'district', verify: 'province', recognise: 'province' },
  period: { from: '2024-01-01', until: '2024-12-31' },
  dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
  target: 2,
})
const [first] = units
if (what === 'submitted' && first !== undefined) await submit(assessmentId(cycle.id, first), first)
await core.close()

async function submit(assessment: AssessmentId, unit: UnitId): Promise<void> {
  const onBehalf = { unit, paper: 'Báo cáo số 45/BC-UBND' }
  for (const criterion of content.criteria) {
    const input = best(criterion)
    if (input === null || !criterion.enteredBy.includes('commune')) continue
    await call('scores.set', {
      assessment,
      criterion: criterion.id,
      answer: { input, note: '' },
      seen: [],
      onBehalf,
    })
  }
  for (const criterion of content.criteria.slice(0, 2)) {
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(aPrintedPdf(`Minh chung ${criterion.code}`, 3))
    }
    const { ticket } = await core.files.receive(`Minh chứng ${criterion.code}.pdf`, chunks())
    await call('documents.add', {
      unit,
      files: [ticket],
      together: false,
      fields: { title: `Kế hoạch của tiêu chí ${criterion.code}` },
      attach: { assessment, target: criterion.id, link: { pages: '2', period: '', note: '' } },
      onBehalf,
    })
  }
  await call('decisions.submit', { assessment, incomplete: true, onBehalf })
}

/** An answer that earns the most; null where the level above enters it. */
function best({ rule, max }: Criterion): AnswerInput | null {
  const figure = (value: number): Decimal => String(value) as Decimal
  switch (rule.kind) {
    case 'yesNo':
      return { kind: 'yesNo', yes: true }
    case 'choice':
      return { kind: 'choice', option: rule.options[0]?.id ?? '' }
    case 'ratio':
      return { kind: 'ratio', numerator: figure(12), denominator: figure(12) }
    case 'count':
      return { kind: 'count', count: figure(20) }
    case 'checklist':
      return { kind: 'checklist', done: rule.items.map(({ id }) => id) }
    case 'deduction':
      return { kind: 'deduction', cases: figure(0) }
    case 'external':
      return { kind: 'external', value: rule.scale }
    case 'manual':
      return { kind: 'manual', points: max }
    case 'formula':
      return {
        kind: 'formula',
        values: Object.fromEntries(rule.inputs.map(({ name }) => [name, figure(10)])),
      }
    case 'bonus':
    case 'penalty':
      return { kind: rule.kind, count: figure(0) }
    case 'survey':
      return null
  }
}
