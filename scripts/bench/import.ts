import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EntryId } from '../../shared/domain/ids.ts'
import { fingerprint } from '../../src-main/journal/certificates.ts'
import { systemClock } from '../../src-main/platform/clock.ts'
import { silentLog } from '../../src-main/platform/log.ts'
import { applyBundles } from '../../src-main/services/exchange/bundle-apply-many.ts'
import { exportBundle } from '../../src-main/services/exchange/bundle-export.ts'
import type { Actor } from '../../src-main/services/office/installation.ts'
import { openInstallation, type OpenInstallation } from '../../src-main/services/office/open-installation.ts'
import { begin } from '../../src-main/services/office/setup.ts'
import { countEntries } from '../../src-main/storage/entries.ts'
import { insertBare } from './bare-insert.ts'
import { watchBlocks } from './blocks.ts'
import { benchProvince, type BenchProvince } from './province.ts'
import type { BenchRow } from './row.ts'

const criteria = 36
const timesEach = 8
const mostCommunes = 209
const quiet = { report: () => {}, signal: new AbortController().signal }

/**
 * Importing a bundle of so many entries (read, prove, store, project, sum up) into an office that has nothing yet, against a bare
 * insert of the same rows of `entry` and `entry_scope`, same tables and indexes, in one transaction.
 */
export async function benchImport(entries: number): Promise<BenchRow> {
  const communes = Math.min(mostCommunes, Math.max(1, Math.round(entries / (criteria * timesEach))))
  const sender = await benchProvince(communes, criteria)
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  let receiver: OpenInstallation | null = null
  try {
    writeScores(sender, entries)
    const unit = sender.installation.own?.unit
    if (unit === undefined) throw new Error('the bench has no unit')
    const { made } = await exportBundle(
      sender.installation,
      {
        ...{ to: unit, folder, kind: 'results', app: 'bench', nameOf: () => 'gói.cqtt' },
        choices: { what: 'everything', withFiles: false, encrypt: false, partBytes: null },
      },
      quiet,
    )
    const file = made[0]?.path ?? ''
    receiver = await openInstallation({
      dataDir: path.join(folder, 'data'),
      keysDir: path.join(folder, 'keys'),
      clock: systemClock,
      log: silentLog,
    })
    receiver.units.replaceOverrides(sender.communes.map((id) => sender.installation.units.get(id)))
    const officer = await begin(receiver, 'setup.begin', {
      ...{ unit, deviceName: 'Máy nhận', officerName: 'Trần Văn Nhận', ownRoot: false },
    })
    const actor: Actor = { officer, roles: officer.roles, action: 'bundles.apply' }
    const before = countEntries(receiver.database)
    const blocks = watchBlocks()
    const started = performance.now()
    const done = await applyBundles(
      receiver,
      actor,
      [{ name: 'gói.cqtt', path: file }],
      [fingerprint(sender.device)],
      quiet,
    )
    const seconds = (performance.now() - started) / 1000
    const [commit = 0, besides = 0] = await blocks.stop()
    const stored = countEntries(receiver.database) - before
    if (done.refused.length > 0 || stored < entries) throw new Error(`import failed: ${JSON.stringify(done)}`)
    return {
      name: 'import',
      seconds,
      yardstickSeconds: insertBare(sender.installation.database),
      goal: 4,
      scale: entries,
      notes: {
        communes,
        'memory, MB': Math.round(process.memoryUsage().rss / 1e6),
        'the one commit, ms': Math.round(commit),
        'longest block besides, ms (goal 100)': Math.round(besides),
      },
    }
  } finally {
    receiver?.close()
    sender.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One answer an entry, each on the one before, as typing makes them. */
function writeScores(
  { installation, device, officer, communes, answersOf }: BenchProvince,
  wanted: number,
): void {
  const last = new Map<string, EntryId>()
  let left = wanted
  for (let turn = 0; left > 0; turn++) {
    for (const commune of communes) {
      if (left <= 0) break
      const { changes, ...where } = answersOf(commune, turn)
      const drafts = changes.slice(0, left).map((change) => {
        const base = last.get(change.id)
        return { ...where, changes: [{ ...change, bases: base === undefined ? [] : [base] }] }
      })
      left -= drafts.length
      const act = { device, officer, action: 'scores.set', reason: null, onBehalf: null, drafts }
      const written = installation.journal.write(act)
      for (const [i, id] of written.entries()) last.set(drafts[i]?.changes[0]?.id ?? '', id)
    }
  }
}
