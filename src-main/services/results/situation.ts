import { dueFor, missingAt, type ScoredRows } from '../../../shared/domain/sheet-progress.ts'
import { assessmentId, type Day } from '../../../shared/domain/ids.ts'
import { openReturn } from '../../../shared/domain/journal/sheet-reading.ts'
import type { StepsDone } from '../../../shared/domain/first-steps.ts'
import type { Situation } from '../../../shared/domain/next-work.ts'
import type { Cycle } from '../../journal/catalogue.ts'
import { appliedBundles } from '../../storage/bundles-applied.ts'
import { outboxItems } from '../../storage/outbox.ts'
import { parkedBundles } from '../../storage/parked-bundles.ts'
import { troubledVaultFiles } from '../../storage/vault-files.ts'
import { listVersions } from '../catalogue/criteria.ts'
import type { StoredSummary } from '../exchange/bundle-history.ts'
import { unconfirmedSince, unitsWithStartFile } from '../exchange/bundle-outbox.ts'
import { countUnsent } from '../exchange/sheet-sending.ts'
import { ownDevice, ownUnit, type Installation } from '../office/installation.ts'
import { countOpenChecks } from '../review/checks.ts'
import { openSheet } from '../sheets/sheet-scope.ts'
import type { listSheets } from '../sheets/sheets.ts'
import { today } from '../today.ts'
import { listDevices } from '../trust/device-list.ts'

/** The facts of this folder from which follows what comes next here. */

export type Sheets = ReturnType<typeof listSheets>

/** Units directly below that take part, or have communes that do. */
type Below = { readonly id: string; readonly name: string; readonly worked: boolean }

/** What the rules of `shared/domain/next-work.ts` are asked with. */
export async function situationOf(
  installation: Installation,
  cycle: Cycle | null,
  sheets: Sheets,
): Promise<Situation> {
  const { database, trust } = installation
  const own = ownUnit(installation)
  const started = unitsWithStartFile(installation)
  const devices = listDevices(installation).filter((device) => device.unit !== own.id)
  const known = new Set<string>(devices.map(({ unit }) => unit))
  return {
    level: own.level,
    today: today(installation),
    levels: cycle?.levels ?? null,
    dates: (cycle?.dates ?? {
      selfScoreDue: null,
      appraisalDue: null,
      verificationDue: null,
    }) as Situation['dates'],
    sheets: sheets.map((sheet) => ({ ...sheet, askedDue: askedDueOf(installation, sheet) })),
    criteria: cycle === null ? [] : openDays(installation, cycle),
    certified: trust.certificateOf(ownDevice(installation).id) !== null,
    missingFiles: troubledVaultFiles(database).length,
    checks: own.level === 'commune' ? 0 : await countOpenChecks(installation, cycle?.id ?? null),
    parked: parkedBundles(database).length,
    unsent: countUnsent(installation),
    unconfirmed: unconfirmedSince(installation),
    withoutStartFile: unitsBelow(installation, sheets)
      .filter(({ id, worked }) => !worked && !started.has(id) && !known.has(id))
      .map(({ name }) => name),
    uncertifiedBelow: devices
      .filter(({ state, entries }) => state === 'unknown' && entries > 0)
      .map(({ unitName, name }) => (unitName === '' ? name : unitName)),
  }
}

/** What has been done at least once, for the list of first steps. */
export function stepsDone(installation: Installation, situation: Situation, sheets: Sheets): StepsDone {
  const { database } = installation
  const own = ownUnit(installation)
  const sent = outboxItems(database).filter(({ addressee }) => !isBelow(installation, addressee))
  const decided = new Set(['appraised', 'accepted', 'verified', 'recognised', 'notRecognised'])
  const certifiedBelow = listDevices(installation).some(
    ({ unit, state }) => unit !== own.id && state === 'certified' && isBelow(installation, unit),
  )
  return {
    criteria: listVersions(installation).length > 0,
    cycle: situation.levels !== null,
    startFiles: unitsWithStartFile(installation).size > 0 && situation.withoutStartFile.length === 0,
    certifyBelow: certifiedBelow,
    receive: receivedFrom(database).some((unit) => isBelow(installation, unit)),
    decide: sheets.some(({ status }) => decided.has(status)),
    score: sheets.some(({ answered }) => answered > 0),
    submit: sheets.some(({ status }) => status !== 'selfScoring'),
    send: sent.length > 0,
    certified: situation.certified,
    confirmed: sent.some(({ confirmed }) => confirmed !== null),
  }
}

/** The units of which a bundle was taken in. */
function receivedFrom(database: Installation['database']): readonly string[] {
  return appliedBundles(database).flatMap(
    ({ summary }) => (JSON.parse(summary) as Partial<StoredSummary>).sender ?? [],
  )
}

/** Until when the open return of a sheet wants an answer. */
function askedDueOf(installation: Installation, { assessment, status }: Sheets[number]): Day | null {
  if (status !== 'returned' && status !== 'returnedByProvince') return null
  const { scope, reading } = openSheet(installation, assessment)
  return openReturn(scope.projection, reading.status)?.due ?? null
}

/** Whether a unit above takes part: this office holds no root of its own. */
export function hasSuperior({ trust, own, units }: Installation): boolean {
  if (own === null || units.get(own.unit).level === 'province') return false
  return trust.rootsOf(own.id).every(({ unit }) => unit !== own.unit)
}

function isBelow({ units, own }: Installation, unit: string): boolean {
  return (
    own !== null &&
    unit !== own.unit &&
    units.above(unit as typeof own.unit).some((each) => each.unit === own.unit)
  )
}

function unitsBelow(installation: Installation, sheets: Sheets): readonly Below[] {
  const { units } = installation
  const own = ownUnit(installation)
  if (own.level === 'commune') return []
  return units.childrenOf(own.id).flatMap((unit) => {
    const theirs = sheets.filter((sheet) => sheet.unit === unit.id || units.isWithin(sheet.unit, unit.id))
    if (theirs.length === 0) return []
    return [{ id: unit.id, name: unit.name, worked: theirs.every(({ answered }) => answered > 0) }]
  })
}

/** Due days of the criteria of the own sheet that the commune enters and has not answered. */
function openDays(installation: Installation, cycle: Cycle): readonly Day[] {
  const own = ownUnit(installation)
  if (own.level !== 'commune' || !cycle.units.has(own.id)) return []
  const { reading } = openSheet(installation, assessmentId(cycle.id, own.id))
  const day = today(installation)
  const rows: ScoredRows = (id) => reading.cells.get(id)
  const missing = new Set(missingAt('self', cycle.content, rows))
  const sheet = { status: reading.status, year: cycle.year, today: day }
  return cycle.content.criteria
    .filter(({ id }) => missing.has(id))
    .flatMap((criterion) => dueFor('commune', criterion, rows(criterion.id), sheet)?.day ?? [])
}
