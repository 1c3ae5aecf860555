import { rm } from 'node:fs/promises'
import path from 'node:path'
import { createCalendar } from '../../src-main/services/demo/calendar.ts'
import { sampleCommunes } from '../../src-main/services/demo/communes.ts'
import { sampleReturn } from '../../src-main/services/demo/appraisals.ts'
import { factsOf } from '../../src-main/services/demo/papers/facts.ts'
import { sheetWork } from '../../src-main/services/demo/sheet-work.ts'
import { beginCommune, communeAnswers, communeSends, type CommuneOffice } from './commune-part.ts'
import {
  appraiseAll,
  beginDistrict,
  enterForOthers,
  enterSurveyResults,
  passResultsDown,
  receiveBundle,
  sendBack,
} from './district-part.ts'
import type { Sent } from './exchange.ts'
import { openProgram, type Program } from './program.ts'
import { beginProvince, takeResults, verifyAndRecognise, type Ranking } from './province-part.ts'
import { makePapers, ownDevices, type Stage } from './stage.ts'
import type { Teller } from './teller.ts'

/** The main job from end to end: communes and a district score and appraise, the province ranks. */

export type StoryResult = {
  /** Criteria inside the 100 points. */
  readonly criteria: number
  readonly folders: {
    readonly province: string
    readonly district: string
    readonly communes: readonly string[]
  }
  readonly bundles: readonly Sent[]
  readonly secondImportNew: number
  readonly atDistrict: Ranking
  readonly atProvince: Ranking
  readonly entries: number
  readonly evidenceFiles: number
  /** The ranking as an Excel file. */
  readonly workbook: string
}

const year = 2024
/** The story's last moment: Friday, 27 December 2024, half past four. */
const end = new Date(year, 11, 27, 16, 30).getTime()

/**
 * Plays the story with real programs on folders `tinh`, `huyen`, `xa-1`, `xa-2`.
 * @param keysDir where the keys of all devices go
 */
export async function playStory(folder: string, keysDir: string, teller: Teller): Promise<StoryResult> {
  const calendar = createCalendar(end)
  const opened: Program[] = []
  const open = async (name: string, place: string): Promise<Program> => {
    const program = await openProgram({
      name,
      dataDir: path.join(folder, place),
      keysDir,
      clock: calendar.clock,
    })
    opened.push(program)
    return program
  }
  const stage: Stage = {
    ...{ calendar, teller },
    stick: path.join(folder, 'goi-du-lieu'),
    papers: path.join(folder, 'ho-so-mau'),
    bundles: [],
  }
  try {
    const province = await beginProvince(stage, await open('Máy Sở Nội vụ', 'tinh'), year)
    const { cycle, content } = province.cycle
    const works = sampleCommunes.map((commune) => {
      const paper = `Bảng tự chấm bản giấy của UBND ${commune.name}`
      const isOwn = ownDevices.includes(commune.key)
      return sheetWork(factsOf(content, commune, year), cycle, calendar, isOwn ? null : paper)
    })
    const papers = makePapers(stage, works)
    const district = await beginDistrict(
      stage,
      province.program,
      await open('Máy phòng Nội vụ', 'huyen'),
      works,
    )

    teller.part(
      'Hai xã, thị trấn có máy riêng mở tệp mở máy, tự chấm điểm và gửi huyện.',
      'Two communes with devices of their own begin from start files, score themselves and send.',
    )
    const communes: CommuneOffice[] = []
    for (const work of works.filter(({ facts }) => ownDevices.includes(facts.commune.key))) {
      const program = await open(`Máy UBND ${work.facts.commune.name}`, `xa-${communes.length + 1}`)
      communes.push(await beginCommune(stage, district.program, program, work))
    }
    for (const commune of communes) {
      const sent = await communeSends(stage, commune, await papers.first)
      calendar.goTo(18, 14)
      await receiveBundle(stage, district, sent.path)
    }

    teller.part(
      'Huyện nhập hộ 15 xã, thị trấn chưa có máy, nhập kết quả khảo sát.',
      'The district enters for 15 communes without devices, and the surveys.',
    )
    const made = await papers.all
    await enterForOthers(stage, district, works, made)
    await enterSurveyResults(stage, district, works, made)

    teller.part('Huyện thẩm định.', 'The district appraises.')
    const returned = communes.find(({ work }) => work.facts.commune.key === sampleReturn.commune)
    if (returned === undefined) throw new Error('the commune whose sheet comes back has no device')
    const asked = await sendBack(stage, district, returned.work)
    const answer = await communeAnswers(stage, returned, asked, made)
    calendar.goTo(11, 9)
    await receiveBundle(stage, district, answer.path)
    await appraiseAll(stage, district, works)

    teller.part(
      'Huyện gửi tỉnh; tỉnh nhận, thẩm định, xếp hạng.',
      'The district sends to the province, which takes it in, verifies and ranks.',
    )
    const atDistrict = await district.program.office.call('ranking.get', { cycle })
    const secondImportNew = await takeResults(stage, district.program, province)
    const { office } = province.program
    await verifyAndRecognise(stage, province, await office.call('ranking.get', { cycle }))
    await passResultsDown(stage, province.program, district, communes)
    const workbook = await province.program.save(await office.call('reports.ranking', { cycle }), folder)
    const outside = new Set(content.groups.filter((group) => group.outside).map(({ id }) => id))
    const [tinh = '', huyen = '', ...xa] = opened.map(({ dataDir }) => dataDir)
    return {
      criteria: content.criteria.filter(({ group }) => !outside.has(group)).length,
      folders: { province: tinh, district: huyen, communes: xa },
      bundles: stage.bundles,
      secondImportNew,
      atDistrict,
      atProvince: await office.call('ranking.get', { cycle }),
      entries: (await office.call('system.info', {})).entries,
      evidenceFiles: (await office.call('documents.checkFiles', {})).checked,
      workbook,
    }
  } finally {
    for (const program of opened) await program.close()
    await rm(stage.papers, { recursive: true, force: true })
  }
}
