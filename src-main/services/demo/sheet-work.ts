import type { CycleId, EntryId } from '../../../shared/domain/ids.ts'
import { assessmentId, type AssessmentId, type CriterionId } from '../../../shared/domain/ids.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { sampleExplanations, sampleVeto } from './appraisals.ts'
import type { Calendar } from './calendar.ts'
import type { Office } from './office.ts'
import type { Facts } from './papers/facts.ts'
import { linkOf, pathsOf, type MadeFiles } from './story-files.ts'
import type { SampleDocument } from './sample-document.ts'

/** What is done on the sheet of one commune: by the commune, or by the district on its behalf. */

/** One commune's sheet in the hands of whoever fills it in. */
export type SheetWork = {
  readonly facts: Facts
  readonly assessment: AssessmentId
  readonly calendar: Calendar
  /** The paper on which the commune gave its figures, when the district enters them. */
  readonly onBehalfBy: string | null
}

export function sheetWork(
  facts: Facts,
  cycle: CycleId,
  calendar: Calendar,
  onBehalfBy: string | null,
): SheetWork {
  return { facts, assessment: assessmentId(cycle, facts.commune.unit), calendar, onBehalfBy }
}

type Behalf = { onBehalf?: { unit: Facts['commune']['unit']; paper: string } }

function behalf({ facts, onBehalfBy }: SheetWork): Behalf {
  return onBehalfBy === null ? {} : { onBehalf: { unit: facts.commune.unit, paper: onBehalfBy } }
}

/** Registration, the stars aimed at, and last year's result. */
export async function registerParticipant(office: Office, work: SheetWork): Promise<void> {
  const { facts, assessment, calendar } = work
  const { last, aim } = facts.commune
  calendar.passMinutes(2)
  await office.call('participants.save', {
    assessment,
    registered: true,
    aim,
    lastTotal: last.total,
    lastStars: last.stars,
    lastPoints: lastYearPoints(facts),
    reason: 'Theo bản đăng ký năm nay và kết quả công nhận năm trước',
  })
}

/** Last year's points by criterion: this year's, moved by quarters of a point until they add up to last year's total. */
export function lastYearPoints({ content, outcomes, commune }: Facts): Record<CriterionId, Hundredths> {
  const outside = new Set(content.groups.filter((group) => group.outside).map(({ id }) => id))
  const criteria = content.criteria.filter(({ group }) => !outside.has(group))
  const points = new Map(
    criteria.map(({ id, max }) => {
      const outcome = outcomes.get(id)
      return [id, outcome?.status === 'points' ? Math.round(outcome.points / 25) * 25 : max]
    }),
  )
  let rest = commune.last.total - [...points.values()].reduce((sum, value) => sum + value, 0)
  for (let turn = 0; rest !== 0 && turn < 4000; turn++) {
    const criterion = criteria[(turn * 7) % criteria.length]
    if (criterion === undefined) break
    const step = Math.abs(rest) < 25 ? rest : Math.sign(rest) * 25
    const moved = (points.get(criterion.id) ?? 0) + step
    if (moved < 0 || moved > criterion.max) continue
    points.set(criterion.id, moved)
    rest -= step
  }
  return Object.fromEntries(points) as Record<CriterionId, Hundredths>
}

/** Scores of one group in one act, as a pasted column; `leaveOpen` stay unanswered. */
export async function scoreGroup(
  office: Office,
  work: SheetWork,
  group: string,
  leaveOpen: readonly string[] = [],
): Promise<void> {
  const { facts, assessment, calendar } = work
  const answers = facts.content.criteria
    .filter((criterion) => isEntered(facts, criterion, group) && !leaveOpen.includes(criterion.id))
    .flatMap(({ id }) => {
      const input = facts.answers.get(id)
      return input === undefined ? [] : [{ criterion: id, answer: { input, note: '' }, seen: [] }]
    })
  if (answers.length === 0) return
  calendar.passMinutes(9 + answers.length)
  await office.call('scores.setMany', { assessment, answers, ...behalf(work) })
}

/** Bonus and penalty stay empty where there is nothing to count: silence means none. */
function isEntered(facts: Facts, criterion: Criterion, group: string): boolean {
  if (criterion.group !== group || !criterion.enteredBy.includes('commune')) return false
  const input = facts.answers.get(criterion.id)
  return !((input?.kind === 'bonus' || input?.kind === 'penalty') && input.count === '0')
}

/** Explanations and the veto gate. */
export async function explainAndAffirm(office: Office, work: SheetWork): Promise<void> {
  const { facts, assessment, calendar } = work
  const { key } = facts.commune
  for (const { commune, criterion, text } of sampleExplanations) {
    if (commune !== key) continue
    calendar.passMinutes(6)
    await office.call('scores.explain', { assessment, criterion, text, seen: [], ...behalf(work) })
  }
  const isBarred = sampleVeto.commune === key
  calendar.passMinutes(2)
  await office.call('gates.answer', {
    assessment,
    gate: sampleVeto.gate,
    met: !isBarred,
    note: isBarred ? sampleVeto.note : '',
    seen: [],
    ...behalf(work),
  })
}

/** Files the documents and links them. */
export async function fileDocuments(
  office: Office,
  work: SheetWork,
  documents: readonly SampleDocument[],
  source: { readonly folder: string; readonly made: MadeFiles },
): Promise<void> {
  for (const document of documents) await fileDocument(office, work, document, source)
}

async function fileDocument(
  office: Office,
  work: SheetWork,
  document: SampleDocument,
  { folder, made }: { readonly folder: string; readonly made: MadeFiles },
): Promise<void> {
  const { facts, assessment, calendar } = work
  const { body, fields, links } = document
  const unit = facts.commune.unit
  const paths = pathsOf(folder, facts.commune.key, document)
  const attachments = links.map((link) => ({
    assessment,
    target: link.target,
    link: linkOf(link, made.get(paths[0] ?? '')),
  }))
  const [attach = null, ...more] = attachments
  calendar.passMinutes(3)
  const shared = { unit, fields, attach, ...behalf(work) }
  let id
  if (body.kind === 'paper' || body.kind === 'photos') {
    const files = []
    for (const path of paths) files.push(await office.file(path))
    const added = await office.call('documents.add', { ...shared, files, together: true })
    id = added.documents[0]
  } else {
    const kept =
      body.kind === 'link'
        ? { kind: 'link' as const, address: body.address, seen: body.seen }
        : { kind: 'paper' as const, place: body.place }
    id = (await office.call('documents.addWithoutFile', { ...shared, body: kept })).document
  }
  if (id === undefined) throw new Error(`a sample document was refused: ${paths.join(', ')}`)
  for (const each of more) {
    calendar.passMinutes(1)
    await office.call('documents.attach', { document: id, ...each, ...behalf(work) })
  }
}

/** Sends the sheet to the level that appraises. */
export async function submitSheet(office: Office, work: SheetWork): Promise<EntryId> {
  work.calendar.passMinutes(15)
  const { assessment } = work
  return (await office.call('decisions.submit', { assessment, incomplete: false, ...behalf(work) })).entry
}
