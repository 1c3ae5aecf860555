import {
  acceptSheet,
  appraiseSheet,
  enterSurveys,
  proposeSheet,
  returnSheet,
  seatDistrict,
  type DistrictDesk,
} from '../../src-main/services/demo/appraisal-work.ts'
import { sampleChanges } from '../../src-main/services/demo/appraisals.ts'
import { districtOfficers, sampleDistrict } from '../../src-main/services/demo/communes.ts'
import { districtDocuments } from '../../src-main/services/demo/evidence-plan.ts'
import {
  explainAndAffirm,
  fileDocuments,
  registerParticipant,
  scoreGroup,
  submitSheet,
  type SheetWork,
} from '../../src-main/services/demo/sheet-work.ts'
import type { MadeFiles } from '../../src-main/services/demo/story-files.ts'
import type { CommuneOffice } from './commune-part.ts'
import { beginFrom, certify, makeStartFile, send, take } from './exchange.ts'
import type { Program } from './program.ts'
import { communeDocuments, ownDevices, type Stage } from './stage.ts'

/** The district: begins from the province's start file, enters for silent communes, appraises all. */

export type DistrictOffice = { readonly program: Program; readonly desk: DistrictDesk }

export async function beginDistrict(
  { calendar, teller, stick }: Stage,
  province: Program,
  program: Program,
  works: readonly SheetWork[],
): Promise<DistrictOffice> {
  calendar.goTo(52, 9)
  teller.part(
    'Huyện Yên Thế mở tệp mở máy của tỉnh, được tỉnh chứng nhận máy.',
    'The district Yên Thế opens the start file of the province and is certified by it.',
  )
  const start = await makeStartFile(province, sampleDistrict.unit, stick)
  await beginFrom(program, start, districtOfficers.first)
  const fingerprint = await certify(province, program, stick)
  teller.say(
    `Đối chiếu qua điện thoại dấu vân của máy huyện: ${fingerprint}`,
    `Fingerprint of the district's device, compared by phone: ${fingerprint}`,
  )
  const desk = await seatDistrict(program.office)
  calendar.goTo(50, 14)
  for (const work of works) await registerParticipant(program.office, work)
  return { program, desk }
}

/** Takes a commune's bundle; the first one of a device asks for its fingerprint. */
export async function receiveBundle(
  { teller }: Stage,
  { program }: DistrictOffice,
  bundle: string,
): Promise<void> {
  const { summary, confirmed } = await take(program, bundle)
  if (confirmed !== null) {
    teller.say(
      `Máy của ${summary.senderName} gửi lần đầu; đối chiếu dấu vân: ${confirmed}`,
      `First bundle of ${summary.senderName}'s device; fingerprint compared: ${confirmed}`,
    )
  }
  teller.say(
    `Nhận gói của ${summary.senderName}: ${summary.new} mục mới, ${summary.known} đã có, ${summary.files} tệp minh chứng.`,
    `Took in the bundle of ${summary.senderName}: ${summary.new} new entries, ${summary.known} known, ${summary.files} evidence files.`,
  )
}

/** Enters for the communes that have no device, from their papers. */
export async function enterForOthers(
  stage: Stage,
  { desk }: DistrictOffice,
  works: readonly SheetWork[],
  made: MadeFiles,
): Promise<void> {
  const { calendar, papers } = stage
  const others = works.filter(({ facts }) => !ownDevices.includes(facts.commune.key))
  for (const [index, work] of others.entries()) {
    calendar.goTo(17 - (index % 3), 8, 5 + index)
    for (const group of ['1', '2', '3', '4', 't']) await scoreGroup(desk.clerk, work, group)
    await explainAndAffirm(desk.clerk, work)
    await fileDocuments(desk.clerk, work, communeDocuments(work.facts), { folder: papers, made })
    await submitSheet(desk.leader, work)
  }
}

/** Survey figures and the district's own papers, for every commune. */
export async function enterSurveyResults(
  { calendar, papers }: Stage,
  { desk }: DistrictOffice,
  works: readonly SheetWork[],
  made: MadeFiles,
): Promise<void> {
  for (const [index, work] of works.entries()) {
    calendar.goTo(14, 7 + (index % 9), index)
    await enterSurveys(desk, work)
    await fileDocuments(desk.clerk, work, districtDocuments(work.facts), { folder: papers, made })
  }
}

/** Sends one sheet back; gives the bundle that carries the list of what is missing. */
export async function sendBack(
  stage: Stage,
  { program, desk }: DistrictOffice,
  work: SheetWork,
): Promise<string> {
  const { calendar, teller, stick } = stage
  calendar.goTo(13, 10)
  await returnSheet(desk, work)
  const sent = await send(program, work.facts.commune.unit, stick)
  stage.bundles.push(sent)
  teller.say(
    `Huyện trả lại hồ sơ ${work.facts.commune.name}, yêu cầu bổ sung 02 tiêu chí.`,
    `The district returns ${work.facts.commune.name}'s sheet and asks for more on two criteria.`,
  )
  return sent.path
}

/** What the province decided goes down to the district, and from there to the communes that have devices. */
export async function passResultsDown(
  stage: Stage,
  province: Program,
  { program }: DistrictOffice,
  communes: readonly CommuneOffice[],
): Promise<void> {
  const { calendar, teller, stick } = stage
  calendar.goTo(0, 14)
  const toDistrict = await send(province, sampleDistrict.unit, stick, false)
  stage.bundles.push(toDistrict)
  await take(program, toDistrict.path)
  for (const { program: commune, work } of communes) {
    calendar.passMinutes(5)
    const down = await send(program, work.facts.commune.unit, stick, false)
    stage.bundles.push(down)
    await take(commune, down.path)
  }
  teller.say(
    'Kết quả công nhận được trả về huyện và hai xã, thị trấn có máy.',
    'The results travel back to the district and the two communes with devices.',
  )
}

/** Appraises every sheet by departments and closes it. */
export async function appraiseAll(
  stage: Stage,
  { desk }: DistrictOffice,
  works: readonly SheetWork[],
): Promise<void> {
  const { calendar, teller } = stage
  let appraised = 0
  for (const [index, work] of works.entries()) {
    calendar.goTo(10 - (index % 6), 8, 10 + index)
    appraised += await appraiseSheet(desk, work)
    await proposeSheet(desk, work)
  }
  for (const [index, work] of works.entries()) {
    calendar.goTo(3, 8, 30 + index * 6)
    await acceptSheet(desk, work)
  }
  const changes = Object.values(sampleChanges).flat().length
  teller.say(
    `Các phòng thẩm định ${appraised} kết quả tự chấm, điều chỉnh ${changes} kết quả có nêu lý do; lãnh đạo chốt ${works.length} bảng chấm điểm.`,
    `Departments appraise ${appraised} self-scores and change ${changes} with reasons; the leader closes ${works.length} sheets.`,
  )
}
