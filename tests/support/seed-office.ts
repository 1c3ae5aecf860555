/**
 * Fills an empty data folder through the real core, in a process of its own (`seed-office.ts <data folder> <what> [start file]`),
 * before a browser test opens the program on it.
 *
 * - `cycle`: the district Yên Thế with a cycle of three communes, nothing scored.
 * - `submitted`: the same, the first commune scored, with two documents, and sent.
 * - `nearlyAppraised`: the same, every criterion appraised but the last one that a commune enters.
 * - `sixtyCriteria`: the district with a set of sixty criteria whose names are as long as in the letters.
 * - `root`: the province alone; its start file for Yên Thế is written to the start file's path.
 * - `twoLevels`: a province without districts: two communes right under it, one sent, one not.
 * - `trial`: what "Dùng thử với dữ liệu mẫu" makes: the district in the middle of its year.
 * - `accepted`: the province with a cycle of three communes, the first accepted and waiting for the province.
 *
 * With a start file the district begins from it and belongs to that province; without, it is on its own.
 */
import { readFile, writeFile } from 'node:fs/promises'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { AnswerInput } from '../../shared/domain/answers.ts'
import type { CriteriaContent, Criterion } from '../../shared/domain/criteria.ts'
import { assessmentId, type AssessmentId, type UnitId } from '../../shared/domain/ids.ts'
import type { Decimal } from '../../shared/domain/quantities.ts'
import { settle } from '../../src-main/api/settle.ts'
import { createCore } from '../../src-main/core.ts'
import { aPrintedPdf } from './printed-pdf.ts'
import { sixtyCriteria } from './sixty-criteria.ts'

const yenThe = 'vn2024.d.215' as UnitId
const bacGiang = 'vn2024.p.24' as UnitId
const forms = '60' as Decimal
const survey = { kind: 'survey', issued: forms, returned: forms, valid: forms, satisfied: forms } as const
const behalf = (unit: UnitId) => ({ unit, paper: 'Báo cáo số 45/BC-UBND' })

const [dataDir, what, startFile] = process.argv.slice(2)
if (dataDir === undefined || what === undefined)
  throw new Error('Usage: seed-office.ts <data folder> <what> [start file]')
const core = await createCore({ dataDir })
const session = core.sessions.open()

async function call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  return (await settle(
    core.call({ name, input, session, signal: new AbortController().signal }),
  )) as Output<N>
}

switch (what) {
  case 'root': {
    await begin(bacGiang)
    const [made] = await call('bundles.startFiles', { units: [yenThe] })
    if (made?.file == null || startFile === undefined) throw new Error('no start file')
    const chunks: Uint8Array[] = []
    for await (const chunk of core.files.open(made.file.ticket).stream()) chunks.push(chunk)
    await writeFile(startFile, Buffer.concat(chunks))
    break
  }
  case 'accepted': {
    await begin(bacGiang)
    const { content, sheet, unit } = await startCycle('2024')
    await submit(content, sheet, unit)
    await appraise(content, sheet, null)
    await call('decisions.accept', { assessment: sheet })
    break
  }
  case 'twoLevels': {
    await begin(bacGiang)
    const units: UnitId[] = []
    for (const name of ['Xã Đồng Kỳ', 'Phường Bố Hạ']) {
      const unit = { unit: null, level: 'commune' as const, name, code: '', parent: bacGiang }
      units.push((await call('units.save', { ...unit, from: null, until: null })).id)
    }
    const levels = { appraise: 'province', verify: null, recognise: 'province' } as const
    const { content, sheet, unit } = await startCycle('2025', withoutDistricts, { units, levels })
    await submit(content, sheet, unit)
    break
  }
  case 'trial':
    await call('setup.demo', {})
    break
  case 'cycle':
    await begin(yenThe)
    await startCycle('2024')
    break
  case 'sixtyCriteria':
    await begin(yenThe)
    await startCycle('60 tiêu chí', sixtyCriteria)
    break
  case 'submitted':
  case 'nearlyAppraised': {
    await begin(yenThe)
    const { content, sheet, unit } = await startCycle('2024')
    await submit(content, sheet, unit)
    if (what === 'nearlyAppraised') await appraise(content, sheet, '1.1')
    break
  }
  default:
    throw new Error(`nothing is called ${what}`)
}
await core.close()

async function begin(unit: UnitId): Promise<void> {
  const who = { deviceName: 'Máy Phòng Nội vụ', officerName: 'Hoàng Thị Lan' }
  if (startFile === undefined || what === 'root') {
    await call('setup.begin', { unit, ...who, ownRoot: true })
    return
  }
  const { ticket: file } = await core.files.receive('start.cqtt', chunksOf(await readFile(startFile)))
  const { rootFingerprint } = await call('setup.inspectStartFile', { file })
  await call('setup.fromStartFile', { file, rootFingerprint, ...who })
}

/** Publishes the sample, or this content, and starts a cycle of three communes of Yên Thế. */
async function startCycle(
  label: string,
  own?: CriteriaContent | ((sample: CriteriaContent) => CriteriaContent),
  given?: Pick<Input<'cycles.create'>, 'levels'> & { readonly units: readonly UnitId[] },
): Promise<{ content: CriteriaContent; sheet: AssessmentId; unit: UnitId }> {
  const draft = await call('criteria.draftFrom', { from: 'sample', label })
  if (own !== undefined)
    await call('criteria.saveDraft', {
      draft: draft.id,
      label,
      content: typeof own === 'function' ? own(draft.content) : own,
    })
  const { version } = await call('criteria.publish', { draft: draft.id })
  const { content } = await call('criteria.version', { version })
  const communes = await call('units.below', { unit: yenThe, communes: true })
  const units: readonly UnitId[] = given?.units ?? communes.slice(0, 3).map(({ id }) => id)
  const cycle = await call('cycles.create', {
    name: 'Chấm điểm năm 2024',
    year: 2024,
    version,
    units: [...units],
    levels: given?.levels ?? { appraise: 'district', verify: 'province', recognise: 'province' },
    period: { from: '2024-01-01', until: '2024-12-31' },
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    target: 2,
  })
  const [unit] = units
  if (unit === undefined) throw new Error('Yên Thế has no communes')
  return { content, sheet: assessmentId(cycle.id, unit), unit }
}

/** The sample as a province without districts would write it. */
function withoutDistricts(sample: CriteriaContent): CriteriaContent {
  const text = JSON.stringify(sample).replaceAll('Huyện', 'Tỉnh').replaceAll('huyện', 'tỉnh')
  return JSON.parse(text) as CriteriaContent
}

async function submit(content: CriteriaContent, assessment: AssessmentId, unit: UnitId): Promise<void> {
  const onBehalf = behalf(unit)
  for (const criterion of content.criteria) {
    const input = best(criterion)
    if (input === null || !criterion.enteredBy.includes('commune')) continue
    const answer = { input, note: '' }
    await call('scores.set', { assessment, criterion: criterion.id, answer, seen: [], onBehalf })
  }
  for (const criterion of content.criteria.slice(0, 2)) {
    const name = `Minh chứng ${criterion.code}.pdf`
    const { ticket } = await core.files.receive(
      name,
      chunksOf(aPrintedPdf(`Minh chung ${criterion.code}`, 3)),
    )
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

/** Agrees with the commune everywhere but at one criterion; what the commune does not enter gets no points. */
async function appraise(
  content: CriteriaContent,
  assessment: AssessmentId,
  except: string | null,
): Promise<void> {
  const stage = 'appraisal'
  for (const criterion of content.criteria) {
    if (criterion.code === except) continue
    const claimed = best(criterion) !== null && criterion.enteredBy.includes('commune')
    const verdict = claimed
      ? ({ kind: 'agree' } as const)
      : ({ kind: 'change', answer: { input: survey, note: '' } } as const)
    await call('appraisal.set', {
      ...{ assessment, criterion: criterion.id, stage, verdict, seen: [] },
      ...(claimed ? {} : { reason: 'Khảo sát của huyện' }),
    })
  }
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
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
