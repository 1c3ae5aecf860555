import type { Output } from '../../shared/contract/contract.ts'
import type { Day } from '../../shared/domain/ids.ts'
import { provinceOfficers, sampleProvince } from '../../src-main/services/demo/communes.ts'
import { beginCycle, type SampleCycle } from '../../src-main/services/demo/cycle-work.ts'
import type { Office } from '../../src-main/services/demo/office.ts'
import { send, take } from './exchange.ts'
import { megabytes } from './commune-part.ts'
import type { Program } from './program.ts'
import type { Stage } from './stage.ts'

/** The province: publishes the set, takes in the district's results, verifies, ranks, recognises. */

export type Ranking = Output<'ranking.get'>
export type ProvinceOffice = {
  readonly program: Program
  readonly leader: Office
  readonly cycle: SampleCycle
}

const decision = { number: '2105/QĐ-UBND', day: '2024-12-27' as Day }

export async function beginProvince(
  { calendar, teller }: Stage,
  program: Program,
  year: number,
): Promise<ProvinceOffice> {
  calendar.goTo(60, 8)
  teller.part(
    'Tỉnh Bắc Giang lập dữ liệu, ban hành bộ tiêu chí mẫu, mở kỳ chấm điểm.',
    'The province Bắc Giang begins, publishes the sample set and opens the cycle.',
  )
  await program.office.call('setup.begin', {
    unit: sampleProvince.unit,
    deviceName: program.name,
    officerName: provinceOfficers.first,
    ownRoot: true,
  })
  const leader = await program.office.add({
    name: provinceOfficers.leader,
    roles: ['approver'],
    department: null,
  })
  const levels = { appraise: 'district', verify: 'province', recognise: 'province' } as const
  const cycle = await beginCycle(program.office, calendar, { year, levels })
  return { program, leader, cycle }
}

/** Takes the district's bundle twice; gives how many new entries the second time found: none, if all is well. */
export async function takeResults(
  stage: Stage,
  district: Program,
  { program }: ProvinceOffice,
): Promise<number> {
  const { calendar, teller, stick } = stage
  calendar.goTo(2, 9)
  const sent = await send(district, sampleProvince.unit, stick)
  stage.bundles.push(sent)
  teller.say(
    `Huyện gửi tỉnh gói ${megabytes(sent.size)}: ${sent.entries} mục, ${sent.files} tệp minh chứng.`,
    `The district sends a bundle of ${megabytes(sent.size)}: ${sent.entries} entries, ${sent.files} evidence files.`,
  )
  calendar.goTo(1, 8, 30)
  const { summary } = await take(program, sent.path)
  const again = await take(program, sent.path)
  teller.say(
    `Tỉnh nhận: ${summary.new} mục mới. Nhận lại lần nữa: ${again.summary.new} mục mới, ${again.summary.known} đã có.`,
    `The province takes it in: ${summary.new} new. Once more: ${again.summary.new} new, ${again.summary.known} known.`,
  )
  return again.summary.new
}

/** Verifies every sheet and writes the recognition. */
export async function verifyAndRecognise(
  { calendar, teller }: Stage,
  { leader }: ProvinceOffice,
  { rows }: Ranking,
): Promise<void> {
  for (const { assessment } of rows) {
    calendar.passMinutes(7)
    await leader.call('decisions.verify', { assessment })
  }
  calendar.passMinutes(20)
  await leader.call('decisions.recogniseMany', {
    ...decision,
    results: rows.map(({ assessment, passes, stars }) => ({
      assessment,
      recognised: passes,
      stars: passes ? stars : 0,
    })),
  })
  teller.say(
    `Tỉnh thẩm định ${rows.length} bảng chấm điểm và ghi kết quả công nhận theo một quyết định.`,
    `The province verifies ${rows.length} sheets and writes down who is recognised by one decision.`,
  )
}
