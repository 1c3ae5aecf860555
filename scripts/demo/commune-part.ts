import { sampleDistrict } from '../../src-main/services/demo/communes.ts'
import { answerDocuments } from '../../src-main/services/demo/evidence-plan.ts'
import type { Office } from '../../src-main/services/demo/office.ts'
import { answerReturn } from '../../src-main/services/demo/return-work.ts'
import {
  explainAndAffirm,
  fileDocuments,
  scoreGroup,
  submitSheet,
  type SheetWork,
} from '../../src-main/services/demo/sheet-work.ts'
import type { MadeFiles } from '../../src-main/services/demo/story-files.ts'
import { beginFrom, makeStartFile, send, take, type Sent } from './exchange.ts'
import type { Program } from './program.ts'
import { communeDocuments, type Stage } from './stage.ts'

/** A commune with a device of its own. */

export type CommuneOffice = {
  readonly program: Program
  readonly work: SheetWork
  /** The chairman, who sends the sheet. */
  readonly chairman: Office
}

/** Begins from the start file that the district made. */
export async function beginCommune(
  { stick }: Stage,
  district: Program,
  program: Program,
  work: SheetWork,
): Promise<CommuneOffice> {
  const { commune } = work.facts
  const start = await makeStartFile(district, commune.unit, stick)
  await beginFrom(program, start, commune.clerk)
  const chairman = await program.office.add({ name: commune.chairman, roles: ['approver'], department: null })
  return { program, work, chairman }
}

/** Scores, files evidence, sends the sheet and the bundle. */
export async function communeSends(
  stage: Stage,
  { program, work, chairman }: CommuneOffice,
  made: MadeFiles,
): Promise<Sent> {
  const { calendar, teller, papers, stick } = stage
  const { commune } = work.facts
  for (const [turn, group] of ['1', '2', '3', '4', 't'].entries()) {
    calendar.goTo(31 - turn * 2, 8, 15)
    await scoreGroup(program.office, work, group)
  }
  await explainAndAffirm(program.office, work)
  const documents = communeDocuments(work.facts)
  calendar.goTo(21, 8)
  await fileDocuments(program.office, work, documents, { folder: papers, made })
  calendar.goTo(20, 9)
  await submitSheet(chairman, work)
  calendar.passMinutes(10)
  const sent = await send(program, sampleDistrict.unit, stick)
  stage.bundles.push(sent)
  teller.say(
    `UBND ${commune.name} tự chấm, gắn ${documents.length} tài liệu và gửi huyện một gói ${megabytes(sent.size)}.`,
    `${commune.name} scores itself, files ${documents.length} documents and sends a bundle of ${megabytes(sent.size)}.`,
  )
  return sent
}

/** Hears what the district asks for, answers, sends again. */
export async function communeAnswers(
  stage: Stage,
  { program, work, chairman }: CommuneOffice,
  fromDistrict: string,
  made: MadeFiles,
): Promise<Sent> {
  const { calendar, teller, papers, stick } = stage
  calendar.goTo(12, 8, 30)
  await take(program, fromDistrict)
  await answerReturn(program.office, work)
  await fileDocuments(program.office, work, answerDocuments(work.facts), { folder: papers, made })
  await submitSheet(chairman, work)
  calendar.passMinutes(8)
  const sent = await send(program, sampleDistrict.unit, stick)
  stage.bundles.push(sent)
  teller.say(
    `UBND ${work.facts.commune.name} sửa số liệu, giải trình, bổ sung tài liệu và gửi lại (${megabytes(sent.size)}).`,
    `${work.facts.commune.name} corrects a figure, explains, adds papers and sends again (${megabytes(sent.size)}).`,
  )
  return sent
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`
}
