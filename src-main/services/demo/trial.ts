import type { Progress } from '../../../shared/contract/frames.ts'
import {
  acceptSheet,
  appraiseSheet,
  enterSurveys,
  proposeSheet,
  returnSheet,
  seatDistrict,
  type DistrictDesk,
} from './appraisal-work.ts'
import type { Calendar } from './calendar.ts'
import { sampleCommune, sampleCommunes, sampleDistrict, type CommuneKey } from './communes.ts'
import { beginCycle } from './cycle-work.ts'
import { districtDocuments, dossierDocuments, fullDocuments, shortDocuments } from './evidence-plan.ts'
import type { Office } from './office.ts'
import { factsOf, type Facts } from './papers/facts.ts'
import { readAnswer } from './sample-answers.ts'
import { notAfter, type SampleDocument } from './sample-document.ts'
import {
  explainAndAffirm,
  fileDocuments,
  registerParticipant,
  scoreGroup,
  sheetWork,
  submitSheet,
  type SheetWork,
} from './sheet-work.ts'
import { filesToMake, makeInTurn, type MakeFiles } from './story-files.ts'

/**
 * The trial: one district alone with its 17 communes, in the middle of its year, so that every page has something to show and
 * something to do.
 */

/** How far each commune has come. */
const progressOf: Readonly<
  Record<CommuneKey, 'open' | 'half' | 'sent' | 'begun' | 'proposed' | 'returned' | 'accepted'>
> = {
  'phon-xuong': 'accepted',
  'tam-tien': 'accepted',
  'dong-ky': 'accepted',
  'tan-soi': 'accepted',
  'hong-ky': 'accepted',
  'an-thuong': 'accepted',
  'bo-ha': 'proposed',
  'dong-son': 'proposed',
  'dong-tien': 'begun',
  'tam-hiep': 'begun',
  'tien-thang': 'sent',
  'tan-hiep': 'sent',
  'dong-vuong': 'sent',
  'xuan-luong': 'returned',
  'canh-nau': 'half',
  'dong-huu': 'half',
  'dong-lac': 'open',
}

/** Criteria that a commune in the middle of its scoring has not come to. */
const notYet = {
  half: ['2.9', '3.4', '3.5', '4.2', '4.3', '4.4'],
  open: ['1.6', '2.3', '2.8', '2.10'],
} as const

/** The year that is being scored: the running one in autumn, before that the last one. */
export function trialYear(now: number): number {
  const date = new Date(now)
  return date.getMonth() >= 9 ? date.getFullYear() : date.getFullYear() - 1
}

export type TrialTools = {
  readonly calendar: Calendar
  readonly year: number
  /** An empty folder on this machine for the files while they are made and filed. */
  readonly folder: string
  readonly makeFiles: MakeFiles
  /** The program of another office, not set up yet. */
  readonly openOffice: () => Promise<Office>
}

type Commune = { readonly work: SheetWork; readonly documents: readonly SampleDocument[] }

/** Plays the trial in an office whose first officer is signed in. */
export async function* playTrial(first: Office, tools: TrialTools): AsyncGenerator<Progress, void, void> {
  const { calendar, year, folder } = tools
  const total = sampleCommunes.length * 2
  yield { step: 'communes', done: 0, total }
  calendar.goTo(58, 8, 30)
  const levels = { appraise: 'district', verify: null, recognise: 'district' } as const
  const { cycle, content } = await beginCycle(first, calendar, { year, levels })
  const desk = await seatDistrict(first)
  const communes = sampleCommunes.map((commune): Commune => {
    const facts = factsOf(content, commune, year)
    const paper = `Bảng tự chấm bản giấy của UBND ${commune.name}`
    return {
      work: sheetWork(facts, cycle, calendar, paper),
      documents: notAfter(calendar.dayAgo(20), documentsOf(facts)),
    }
  })
  const making = makeInTurn(
    inBatches(communes).map((batch) =>
      batch.flatMap(({ work, documents }) => filesToMake(folder, work.facts.commune.key, documents)),
    ),
    tools.makeFiles,
  )
  const start = await startOf(first, ownDeviceOf, folder)
  calendar.goTo(55, 14)
  for (const { work } of communes) await registerParticipant(first, work)
  for (const [done, { work }] of communes.entries()) {
    yield { step: 'scores', done, total, item: work.facts.commune.name }
    await enterScores(desk, work, done)
  }
  for (const [index, { work, documents }] of communes.entries()) {
    yield { step: 'papers', done: sampleCommunes.length + index, total, item: work.facts.commune.name }
    const made = (await making[Math.trunc(index / batchSize)]) ?? new Map()
    calendar.goTo(19 - (index % 9), 8, 10)
    await fileDocuments(desk.clerk, work, documents, { folder, made })
    await bringOn(desk, work, index)
  }
  const own = communes.find(({ work }) => work.facts.commune.key === ownDeviceOf)
  if (own === undefined) return
  yield { step: 'apply', done: total, total, item: own.work.facts.commune.name }
  await receiveFromCommune(first, await tools.openOffice(), own.work, { start, folder })
}

const batchSize = 6

function inBatches<Each>(all: readonly Each[]): readonly (readonly Each[])[] {
  return Array.from({ length: Math.ceil(all.length / batchSize) }, (_, batch) =>
    all.slice(batch * batchSize, (batch + 1) * batchSize),
  )
}

/** The commune that also has a device of its own; there its figures were entered a second time. */
const ownDeviceOf: CommuneKey = 'dong-lac'

/** What the commune's own device says otherwise than the paper from which the district entered. */
const otherWords = { '1.5': '5', '2.2': '112/781' } as const

function documentsOf(facts: Facts): readonly SampleDocument[] {
  const isFull = facts.commune.key === 'phon-xuong' || facts.commune.key === 'xuan-luong'
  const more = isFull ? fullDocuments(facts) : shortDocuments(facts)
  const reached = progressOf[facts.commune.key]
  if (reached === 'open') return more
  return [
    ...dossierDocuments(facts, isFull),
    ...more,
    ...(reached === 'half' ? [] : districtDocuments(facts)),
  ]
}

async function enterScores({ clerk }: DistrictDesk, work: SheetWork, index: number): Promise<void> {
  const { calendar, facts } = work
  const reached = progressOf[facts.commune.key]
  const leaveOpen = reached === 'half' || reached === 'open' ? notYet[reached] : []
  const groups = reached === 'open' ? ['1', '2'] : ['1', '2', '3', '4', 't']
  for (const [turn, group] of groups.entries()) {
    calendar.goTo(31 - ((index + turn * 2) % 12), 8 + ((index * 3 + turn) % 8), (index * 7) % 50)
    await scoreGroup(clerk, work, group, leaveOpen)
  }
  if (reached !== 'open') await explainAndAffirm(clerk, work)
}

/** Sends, appraises and decides as far as this commune has come. */
async function bringOn(desk: DistrictDesk, work: SheetWork, index: number): Promise<void> {
  const { calendar, facts } = work
  const reached = progressOf[facts.commune.key]
  if (reached === 'open' || reached === 'half') return
  calendar.goTo(10 - (index % 4), 9 + (index % 7), 20)
  await submitSheet(desk.leader, work)
  if (reached === 'sent') return
  calendar.goTo(6 - (index % 3), 8, 5 + index)
  if (reached === 'returned') {
    await returnSheet(desk, work)
    return
  }
  await enterSurveys(desk, work)
  await appraiseSheet(desk, work, reached === 'begun' ? ['phong-noi-vu', 'thanh-tra-huyen'] : [])
  if (reached === 'begun') return
  calendar.goTo(2, 13, 30 + index)
  await proposeSheet(desk, work)
  if (reached === 'proposed') return
  calendar.goTo(1, 14, index * 3)
  await acceptSheet(desk, work)
}

async function startOf(first: Office, commune: CommuneKey, folder: string): Promise<string> {
  const { unit } = sampleCommune(commune)
  const [made] = await first.call('bundles.startFiles', { units: [unit], folder })
  if (made?.path == null) throw new Error('no start file was made')
  return made.path
}

/**
 * The commune begins from its start file, scores, and sends a bundle that the district takes in. Where both entered something
 * else the sheet now has values to choose between.
 */
async function receiveFromCommune(
  district: Office,
  commune: Office,
  work: SheetWork,
  { start, folder }: { readonly start: string; readonly folder: string },
): Promise<void> {
  const { calendar, facts } = work
  calendar.goTo(24, 9)
  const file = await commune.file(start)
  const { rootFingerprint } = await commune.call('setup.inspectStartFile', { file })
  await commune.call('setup.fromStartFile', {
    ...{ file, rootFingerprint },
    deviceName: `Máy văn phòng UBND ${facts.commune.name}`,
    officerName: facts.commune.clerk,
  })
  const answers = new Map(facts.answers)
  for (const criterion of facts.content.criteria) {
    const word = (otherWords as Readonly<Record<string, string>>)[criterion.id]
    if (word !== undefined) answers.set(criterion.id, readAnswer(criterion, word))
  }
  const own: SheetWork = { ...work, facts: { ...facts, answers }, onBehalfBy: null }
  for (const [turn, group] of ['1', '2', '3'].entries()) {
    calendar.goTo(22 - turn, 14)
    await scoreGroup(commune, own, group)
  }
  calendar.goTo(1, 8, 40)
  const sent = await commune.call('bundles.export', { to: sampleDistrict.unit, withFiles: true, folder })
  if (sent.path === null) throw new Error('no bundle was made')
  calendar.goTo(1, 15, 10)
  const bundle = await district.file(sent.path)
  const [seen] = await district.call('bundles.inspect', { files: [bundle] })
  await district.call('bundles.apply', {
    files: [bundle],
    confirmed: seen?.readable === true ? [seen.sender.fingerprint] : [],
  })
}
