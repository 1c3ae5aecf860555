import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { UnitId } from '../../shared/domain/ids.ts'
import { encodeCertificateFile } from '../../src-main/journal/certificate-files.ts'
import { fingerprint } from '../../src-main/journal/certificates.ts'
import { systemClock } from '../../src-main/platform/clock.ts'
import { silentLog } from '../../src-main/platform/log.ts'
import type { Unit } from '../../src-main/services/catalogue/units.ts'
import { applyBundles } from '../../src-main/services/exchange/bundle-apply-many.ts'
import { exportBundle } from '../../src-main/services/exchange/bundle-export.ts'
import type { BundleFile } from '../../src-main/services/exchange/bundle-sources.ts'
import type { Actor } from '../../src-main/services/office/installation.ts'
import { openInstallation } from '../../src-main/services/office/open-installation.ts'
import { begin } from '../../src-main/services/office/setup.ts'
import { certify, chainOf, installCertificate } from '../../src-main/services/trust/device-certify.ts'
import { ownRequest } from '../../src-main/services/trust/device-identity.ts'
import { countEntries } from '../../src-main/storage/entries.ts'
import { uncountedSums } from '../../src-main/storage/standing.ts'
import { insertBare } from './bare-insert.ts'
import { watchBlocks } from './blocks.ts'
import { benchProvince, type BenchProvince } from './province.ts'
import type { BenchRow } from './row.ts'

const criteria = 36
/** All communes of the country, in as many districts as a province does not have: DESIGN's largest case. */
const allCommunes = 10_595
const allDistricts = 60
const quiet = { report: () => {}, signal: new AbortController().signal }

/**
 * The bundles of so many districts, an answer an entry, each made by a device of the district's own, taken in by one province in one
 * go; against a bare insert of the same rows in one transaction.
 */
export async function benchMerge(districts: number): Promise<BenchRow> {
  const province = await benchProvince(allCommunes, criteria)
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  try {
    const { installation, officer } = province
    const actor: Actor = { officer, roles: ['admin'], action: 'bundles.apply' }
    const tree = withDistricts(province)
    installation.units.replaceOverrides(tree.units)
    const files: BundleFile[] = []
    for (const [place, district] of tree.districts.slice(0, districts).entries())
      files.push(await bundleOf(province, actor, tree, district, path.join(folder, String(place))))
    const before = countEntries(installation.database)
    const blocks = watchBlocks()
    const started = performance.now()
    const done = await applyBundles(installation, actor, files, [], quiet)
    const seconds = (performance.now() - started) / 1000
    const [longest = 0] = await blocks.stop()
    const entries = countEntries(installation.database) - before
    const wanted = tree.districts.slice(0, districts).reduce((sum, { communes }) => sum + communes.length, 0)
    const uncounted = uncountedSums(installation.database).reduce((sum, { count }) => sum + count, 0)
    if (done.refused.length > 0 || entries < wanted * criteria || uncounted > 0)
      throw new Error(
        `merge failed: ${entries} entries, ${uncounted} do not count, ${JSON.stringify(done.refused)}`,
      )
    return {
      ...{
        name: 'merge',
        seconds,
        yardstickSeconds: insertBare(installation.database),
        goal: 4,
        scale: districts,
      },
      notes: {
        ...{ communes: wanted, entries },
        'entries a second': Math.round(entries / seconds),
        'memory, with what making them left, MB': Math.round(process.memoryUsage().rss / 1e6),
        'longest commit of one bundle, ms': Math.round(longest),
      },
    }
  } finally {
    province.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type District = { readonly id: UnitId; readonly communes: readonly UnitId[] }
type Tree = { readonly units: readonly Unit[]; readonly districts: readonly District[] }

/** Every commune of the cycle in one of sixty districts of the bench's province. */
function withDistricts({ installation: { units, own }, communes }: BenchProvince): Tree {
  const province = own?.unit ?? null
  const chosen = units.search('', { level: 'district' }, 1000).slice(0, allDistricts)
  const each = Math.ceil(communes.length / chosen.length)
  const districts = chosen.map(({ id }, place) => ({
    id,
    communes: communes.slice(place * each, (place + 1) * each),
  }))
  const above = new Map(
    districts.flatMap(({ id, communes: below }) => below.map((one) => [one, id] as const)),
  )
  return {
    districts,
    units: [
      ...chosen.map((unit) => ({ ...unit, parent: province })),
      ...communes.map((id) => ({ ...units.get(id), parent: above.get(id) ?? null })),
    ],
  }
}

/** A device of the district, certified by the province, that answers for its communes and exports. */
async function bundleOf(
  { installation: above, answersOf }: BenchProvince,
  actor: Actor,
  { units }: Tree,
  { id: unit, communes }: District,
  folder: string,
): Promise<BundleFile> {
  mkdirSync(folder)
  const office = await openInstallation({
    dataDir: path.join(folder, 'data'),
    keysDir: path.join(folder, 'keys'),
    clock: systemClock,
    log: silentLog,
  })
  try {
    office.units.replaceOverrides(units)
    const officer = await begin(office, 'setup.begin', {
      ...{ unit, deviceName: 'Máy huyện', officerName: 'Lê Thị Huyện', ownRoot: false },
    })
    if (office.own === null || above.own === null) throw new Error('the bench has no device')
    const { id: device } = office.own
    certify(above, actor, ownRequest(office))
    installCertificate(office, encodeCertificateFile(chainOf(above, device)), fingerprint(above.own.id))
    const drafts = communes.flatMap((commune, place) => {
      const { changes, ...where } = answersOf(commune, place)
      return changes.map((change) => ({ ...where, changes: [change] }))
    })
    office.journal.write({
      ...{ device, officer: { id: officer.id, name: officer.name }, drafts },
      ...{ action: 'scores.set', reason: null, onBehalf: null },
    })
    const { made } = await exportBundle(
      office,
      {
        ...{ to: above.own.unit, folder, kind: 'results', app: 'bench', nameOf: () => `${unit}.cqtt` },
        choices: { what: 'everything', withFiles: false, encrypt: false, partBytes: null },
      },
      quiet,
    )
    return { name: `${unit}.cqtt`, path: made[0]?.path ?? '' }
  } finally {
    office.close()
    for (const each of ['data', 'keys']) rmSync(path.join(folder, each), { recursive: true, force: true })
  }
}
