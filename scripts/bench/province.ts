import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import type { CriterionId, CycleId, DeviceId, OfficerId, UnitId } from '../../shared/domain/ids.ts'
import type { Draft } from '../../src-main/journal/journal.ts'
import { systemClock } from '../../src-main/platform/clock.ts'
import { silentLog } from '../../src-main/platform/log.ts'
import { createCycle } from '../../src-main/services/catalogue/cycles.ts'
import {
  draftFrom,
  publishDraft,
  sampleContent,
  saveDraft,
} from '../../src-main/services/catalogue/criteria.ts'
import type { Actor } from '../../src-main/services/office/installation.ts'
import { openInstallation, type OpenInstallation } from '../../src-main/services/office/open-installation.ts'
import { begin } from '../../src-main/services/office/setup.ts'

/** A province with as many communes as wanted, on an installation of its own in a temporary folder. */
export type BenchProvince = {
  readonly installation: OpenInstallation
  readonly device: DeviceId
  readonly officer: { readonly id: OfficerId; readonly name: string }
  readonly cycle: CycleId
  readonly communes: readonly UnitId[]
  readonly content: CriteriaContent
  /** Answers to `criteria` of a commune, one entry each or all in one. */
  readonly answersOf: (commune: UnitId, turn: number) => Draft
  readonly close: () => void
}

const province = 'vn2024.p.24' as UnitId

/** `criteria`: how many criteria the set has; the sample's are repeated. */
export async function benchProvince(communeCount: number, criteria: number): Promise<BenchProvince> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  const installation = await openInstallation({
    dataDir: path.join(folder, 'data'),
    keysDir: path.join(folder, 'keys'),
    clock: systemClock,
    log: silentLog,
  })
  const { units } = installation
  // the country has no unit above its provinces: for measuring, every commune lies in this one
  const everywhere = units
    .search('', { level: 'commune' }, 20_000)
    .map((unit) => ({ ...unit, parent: 'vn2024.d.215' as UnitId }))
  units.replaceOverrides(everywhere)
  const communes = everywhere.slice(0, communeCount).map(({ id }) => id)
  const officer = await begin(installation, 'setup.begin', {
    unit: province,
    deviceName: 'Máy đo',
    officerName: 'Nguyễn Văn Đo',
    ownRoot: true,
  })
  const actor: Actor = { officer, roles: officer.roles, action: 'bench.prepare' }
  const content = withCriteria(sampleContent(), criteria)
  const draft = draftFrom(installation, actor, 'sample', 'đo')
  saveDraft(installation, actor, draft.id, { label: 'đo', content })
  const version = publishDraft(installation, actor, draft.id)
  const cycle = createCycle(installation, actor, {
    name: 'Đo',
    year: 2024,
    version,
    units: communes,
    levels: { appraise: 'province', verify: null, recognise: 'province' },
    period: { from: '2024-01-01', until: '2024-12-31' } as never,
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    target: null,
  })
  const counted = content.criteria.filter(({ rule }) => rule.kind === 'count')
  const { own } = installation
  if (own === null) throw new Error('the bench has no device')
  return {
    installation,
    device: own.id,
    officer: { id: officer.id, name: officer.name },
    cycle: cycle.id,
    communes,
    content,
    answersOf: (commune, turn) => ({
      channel: 'sheet',
      audience: commune,
      changes: counted.map(({ id }, place) => ({
        entity: 'selfScore',
        id: `${cycle.id}/${commune}/${id}`,
        field: 'answer',
        value: { input: { kind: 'count', count: String((turn * 7 + place * 3) % 9) }, note: '' },
        bases: [],
      })),
    }),
    close: () => {
      installation.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The sample's groups, with so many counted criteria whose points sum up to what the groups had. */
function withCriteria(sample: CriteriaContent, wanted: number): CriteriaContent {
  const groups = sample.groups.filter((group) => !group.outside)
  const model = sample.criteria.find(({ rule }) => rule.kind === 'count')
  if (model === undefined) throw new Error('the sample has no counted criterion')
  const criteria = Array.from({ length: wanted }, (_, place) => ({
    ...model,
    id: `k${place + 1}` as CriterionId,
    code: `${place + 1}`,
    group: (groups[place % groups.length] ?? model).id as never,
    max: 200 as never,
    step: 1 as never,
    rule: { kind: 'count' as const, each: 25 as never, cap: 200 as never, what: 'lần' },
    enteredBy: ['commune' as const, 'appraiser' as const],
  }))
  return {
    ...sample,
    groups,
    criteria,
    gates: sample.gates.filter(({ check }) => check.kind === 'groupMinimum'),
  }
}
