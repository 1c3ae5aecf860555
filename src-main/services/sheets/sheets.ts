import type { SheetRow, SheetSummary, SheetView } from '../../../shared/contract/sheets.ts'
import { assessmentId, type AssessmentId, type CycleId } from '../../../shared/domain/ids.ts'
import { lastPointsOf, openReturn } from '../../../shared/domain/journal/sheet-reading.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import { mayDo, type Permission, type Role } from '../../../shared/domain/permissions.ts'
import { dueFor, progressAt } from '../../../shared/domain/sheet-progress.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import type { SheetDetails } from '../../journal/sheet-summary.ts'
import { detailedSheetsOfCycle } from '../../storage/sheet-states.ts'
import { viewCell } from './appraisal-queue.ts'
import { getCycle, participantFields, participantsOf } from '../catalogue/cycles.ts'
import { mayAcceptWhole, mayDecide, toVerifyAgain } from './decisions.ts'
import { sendingOf, sheetsOnTheWay } from '../exchange/sheet-sending.ts'
import { evidenceOf } from '../documents/evidence-counts.ts'
import { ownUnit, type Installation } from '../office/installation.ts'
import { authorOf, levelRank, openSheet, type OpenSheet } from './sheet-scope.ts'
import { today } from '../today.ts'

/** The sheet as a window shows it, and the list of all sheets of a cycle. */

export function viewSheet(
  installation: Installation,
  roles: readonly Role[],
  assessment: AssessmentId,
): SheetView {
  const sheet = openSheet(installation, assessment)
  const { cycle, reading, scope } = sheet
  const { units } = installation
  const unit = units.get(scope.context.commune)
  const evidence = evidenceOf(installation, sheet)
  const last = lastPointsOf(reading)
  const asked = new Map(reading.asked.map(({ criterion, text }) => [criterion, text]))
  const day = today(installation)
  const reader = ownUnit(installation).level === 'commune' ? 'commune' : 'above'
  const rows = cycle.content.criteria.map((criterion): SheetRow => {
    const row = reading.cells.get(criterion.id)
    if (row === undefined) throw new Error(`no cells for ${criterion.id}`)
    return {
      criterion: criterion.id,
      self: viewCell(installation, row.self),
      appraisal: viewCell(installation, row.appraisal),
      verification: viewCell(installation, row.verification),
      explanation: viewExplanation(installation, sheet, criterion.id),
      evidence: evidence.get(criterion.id) ?? {
        count: 0,
        missingFiles: 0,
        damagedFiles: 0,
        outsidePeriod: 0,
      },
      lastPoints: last[criterion.id] ?? null,
      due: dueFor(reader, criterion, row, { status: reading.status, year: cycle.year, today: day }),
      asked: asked.get(criterion.id) ?? null,
    }
  })
  return {
    assessment,
    cycle: cycle.id,
    cycleName: cycle.name,
    year: cycle.year,
    period: cycle.period as SheetView['period'],
    unit: unit.id,
    unitName: unit.name,
    unitPath: units.view(unit).path,
    version: cycle.version,
    notice: cycle.content.notice,
    status: reading.status,
    decided: decidedBy(installation, sheet),
    sending: sendingOf(installation, assessment),
    misstated: misstatedBy(installation, sheet),
    recognition: reading.status === 'stopped' ? null : reading.recognition,
    rows,
    gates: viewGates(installation, sheet),
    dossier: cycle.content.dossier.map((name, place) => ({
      index: place + 1,
      name,
      documents: reading.evidence.filter(({ target }) => target === `dossier-${place + 1}`).length,
    })),
    participant: participantFields(reading),
    totals: reading.totals,
    standing: reading.standing,
    differences: reading.differences,
    late: reading.late,
    returned: viewReturn(installation, sheet),
    unappraised: [...reading.unappraised],
    may: mayDoOn(installation, sheet, roles),
  }
}

function viewExplanation(
  installation: Installation,
  sheet: OpenSheet,
  criterion: string,
): SheetRow['explanation'] {
  const key = fieldKey('explanation', `${sheet.assessment}/${criterion}`, 'text')
  const standing = sheet.scope.projection.standings.get(key)
  const field = sheet.scope.projection.fields.get(key)
  const shown = standing?.shown == null || field === undefined ? undefined : changeOf(field, standing.shown)
  return {
    text: typeof shown?.change.value === 'string' ? shown.change.value : '',
    heads: [...(standing?.heads ?? [])],
    differing: standing?.differing ?? false,
    author: shown === undefined ? null : authorOf(installation, shown.entry),
  }
}

function viewGates(installation: Installation, sheet: OpenSheet): SheetView['gates'] {
  return [...sheet.reading.gates].map(([gate, { value, standing }]) => {
    const field = sheet.scope.projection.fields.get(
      fieldKey('gateAnswer', `${sheet.assessment}/${gate}`, 'answer'),
    )
    const shown = standing.shown === null || field === undefined ? undefined : changeOf(field, standing.shown)
    return {
      gate,
      met: value?.met ?? null,
      note: value?.note ?? '',
      heads: [...standing.heads],
      differing: standing.differing,
      author: shown === undefined ? null : authorOf(installation, shown.entry),
    }
  })
}

function viewReturn(installation: Installation, sheet: OpenSheet): SheetView['returned'] {
  const { reading, scope } = sheet
  const open = openReturn(scope.projection, reading.status)
  if (open === null) return null
  const { verificationDecision, appraisalDecision } = scope.projection.decisions
  const standing = reading.status === 'returnedByProvince' ? verificationDecision : appraisalDecision
  if (standing.shown === null) return null
  const { text, items, due = null } = open
  return { text, items, due, author: authorOf(installation, standing.shown.entry) }
}

/** Whose decision made the status. */
function decidedBy(installation: Installation, sheet: OpenSheet): SheetView['decided'] {
  const { submission, appraisalDecision, verificationDecision, recognition } =
    sheet.scope.projection.decisions
  const by: Partial<Record<SheetView['status'], typeof submission>> = {
    submitted: submission,
    returned: appraisalDecision,
    appraised: appraisalDecision,
    accepted: appraisalDecision,
    returnedByProvince: verificationDecision,
    verified: verificationDecision,
    recognised: recognition,
    notRecognised: recognition,
  }
  const shown = by[sheet.reading.status]?.shown
  return shown == null ? null : authorOf(installation, shown.entry)
}

/** What an officer with these roles may do on the sheet now. */
export function mayDoOn(
  installation: Installation,
  sheet: OpenSheet,
  roles: readonly Role[],
): SheetView['may'] {
  const may = (permission: Permission): boolean => mayDo(roles, permission)
  const decide = mayDecide(installation, sheet)
  const { status } = sheet.reading
  const { level, id } = ownUnit(installation)
  const { levels } = sheet.cycle
  const open = status === 'selfScoring' || status === 'returned'
  const own = id === sheet.scope.context.commune
  const atLeast = (needed: keyof typeof levelRank | null): boolean =>
    needed !== null && levelRank[level] >= levelRank[needed]
  const appraisable = ['submitted', 'appraised', 'returnedByProvince', 'returned', 'selfScoring'].includes(
    status,
  )
  const verifiable = status === (levels.appraise === null ? 'submitted' : 'accepted')
  return {
    score: may('score') && open && own,
    scoreOnBehalf: may('score') && open && !own,
    appraise: may('appraise') && appraisable && atLeast(levels.appraise),
    verify: may('appraise') && verifiable && atLeast(levels.verify),
    submit: may('approve') && decide.submit,
    withdraw: may('approve') && decide.withdraw,
    return: may('appraise') && decide.return,
    propose: may('appraise') && decide.propose && sheet.reading.unappraised.length === 0,
    accept: may('approve') && decide.accept && mayAcceptWhole(sheet),
    verifyWhole: may('approve') && decide.verifyWhole && toVerifyAgain(sheet).length === 0,
    recognise: may('approve') && decide.recognise,
  }
}

/** Every sheet of a cycle in the own subtree; communes that have not begun stand there with nothing. */
export function listSheets(installation: Installation, id: CycleId): readonly SheetSummary[] {
  const cycle = getCycle(installation, id)
  const { units } = installation
  const onTheWay = sheetsOnTheWay(installation)
  const known = new Map(detailedSheetsOfCycle(installation.database, id).map((sheet) => [sheet.unit, sheet]))
  const untouched = progressAt('self', cycle.content, () => undefined)
  return participantsOf(installation, cycle)
    .map((unit): SheetSummary => {
      const sheet = known.get(unit)
      const details = sheet === undefined ? null : (JSON.parse(sheet.details) as SheetDetails)
      const district = units.above(unit).find(({ level }) => level === 'district')
      return {
        assessment: assessmentId(id, unit),
        unit,
        unitName: units.nameOf(unit),
        districtName: district === undefined ? '' : units.nameOf(district.unit),
        status: (sheet?.status ?? 'selfScoring') as SheetSummary['status'],
        selfTotal: (sheet?.selfTotal ?? null) as SheetSummary['selfTotal'],
        appraisedTotal: (sheet?.appraisedTotal ?? null) as SheetSummary['appraisedTotal'],
        verifiedTotal: (sheet?.verifiedTotal ?? null) as SheetSummary['verifiedTotal'],
        answered: details?.answered ?? 0,
        scored: details?.scored ?? 0,
        needed: details?.needed ?? untouched.needed,
        criteria: cycle.content.criteria.length,
        appraised: details?.stages.appraisal?.judged ?? 0,
        toAppraise: details?.stages.appraisal?.of ?? 0,
        needEvidence: details?.needEvidence ?? 0,
        withEvidence: details?.withEvidence ?? 0,
        dossier: details?.dossier ?? 0,
        differences: details?.differences ?? 0,
        late: details?.late ?? 0,
        asked: details?.asked ?? 0,
        lastChange: details?.lastChange ?? 0,
        sending: onTheWay.get(assessmentId(id, unit)) ?? null,
      }
    })
    .sort(
      (a, b) =>
        compareVietnamese(a.districtName, b.districtName) || compareVietnamese(a.unitName, b.unitName),
    )
}

const stageOfDecision = {
  submission: 'self',
  appraisalDecision: 'appraisal',
  verificationDecision: 'verification',
} as const

/** The highest decision that holds its stage alone and states another total than its cut has. */
function misstatedBy(
  installation: Installation,
  { scope: { projection }, reading }: OpenSheet,
): SheetView['misstated'] {
  for (const name of ['verificationDecision', 'appraisalDecision', 'submission'] as const) {
    const stage = stageOfDecision[name]
    const { shown, heads } = projection.decisions[name]
    const isAlone = projection.frozen[stage]?.by === name && heads.length === 1
    if (!isAlone || shown === null || !('basis' in shown.decision)) continue
    const { total } = shown.decision.basis
    if (total !== reading.totals[stage].total)
      return { stage, total, author: authorOf(installation, shown.entry) }
  }
  return null
}
