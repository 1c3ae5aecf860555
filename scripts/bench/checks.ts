import { createHash } from 'node:crypto'
import type { UnitId } from '../../shared/domain/ids.ts'
import type { Draft, NewChange } from '../../src-main/journal/journal.ts'
import { listChecks } from '../../src-main/services/review/checks.ts'
import { refreshChecks } from '../../src-main/services/review/checks-refresh.ts'
import { median } from './median.ts'
import { benchProvince, type BenchProvince } from './province.ts'
import type { BenchRow } from './row.ts'

/**
 * The first page of what a checker should look at again, when every criterion of every commune is scored, appraised and proven by a
 * document, against the 300 ms that a person hardly notices. How long it takes until everything has been looked through stands
 * beside it.
 */
export async function benchChecks(communes: number): Promise<BenchRow> {
  const province = await benchProvince(communes, 36)
  const { installation, cycle } = province
  try {
    fill(province)
    const before = performance.now()
    while ((await refreshChecks(installation, 1000)) > 0);
    const lookedThrough = (performance.now() - before) / 1000
    const page = { cycle, state: 'open', offset: 0, limit: 25 } as const
    const seconds: number[] = []
    let total = 0
    for (let round = 0; round < 7; round++) {
      // somebody has worked meanwhile
      write(province, [scoreAgain(province, round)])
      const started = performance.now()
      total = (await listChecks(installation, page)).total
      seconds.push((performance.now() - started) / 1000)
    }
    return {
      name: 'checks',
      seconds: median(seconds),
      yardstickSeconds: 0.3,
      goal: 1,
      scale: communes,
      notes: {
        'everything looked through, seconds': lookedThrough.toFixed(1),
        'slowest first page, seconds': Math.max(...seconds).toFixed(3),
        findings: String(total),
      },
    }
  } finally {
    province.close()
  }
}

function fill(province: BenchProvince): void {
  const together = 50
  const { communes } = province
  for (let from = 0; from < communes.length; from += together) {
    const some = communes.slice(from, from + together)
    write(
      province,
      some.flatMap((commune, place) => draftsOf(province, commune, from + place)),
    )
  }
}

function write({ installation, device, officer }: BenchProvince, drafts: readonly Draft[]): void {
  installation.journal.write({
    ...{ device, officer, drafts },
    ...{ action: 'bench.prepare', reason: null, onBehalf: null },
  })
}

function scoreAgain(province: BenchProvince, round: number): Draft {
  const [commune] = province.communes as [UnitId]
  const { changes, ...draft } = province.answersOf(commune, round)
  return { ...draft, changes: changes.slice(0, 1).map((change) => ({ ...change, bases: [] })) }
}

/** Every fiftieth commune brings a paper of its neighbour, every fortieth an old one, every thirtieth was raised. */
function draftsOf(province: BenchProvince, commune: UnitId, index: number): readonly Draft[] {
  const { cycle, content } = province
  const scores = province.answersOf(commune, index)
  const change = (entity: string, id: string, field: string, value: unknown): NewChange => ({
    ...{ entity, id, field, value },
    bases: [],
  })
  const appraisals = scores.changes.map(({ id, value }, place) => {
    const count = index % 30 === 0 && place === 0 ? '9' : (value as { input: { count: string } }).input.count
    const answer = { input: { kind: 'count', count }, note: '' }
    return change('appraisal', id, 'answer', { answer, agrees: true })
  })
  const documents = content.criteria.flatMap(({ id: criterion }, place) => {
    const document = `${commune}:${hex(`${index} ${place}`).slice(0, 16)}`
    const borrowed = index % 50 === 0 && place === 0 ? index + 1 : index
    const sha256 = hex(`${borrowed} ${place}`)
    const file = { sha256, size: 1000, type: 'application/pdf', name: `${place}.pdf` }
    const day = index % 40 === 0 && place === 1 ? '2023-02-01' : '2024-02-01'
    return [
      change('document', document, 'body', { kind: 'files', files: [file] }),
      change('document', document, 'number', `${place}/BC-UBND`),
      change('document', document, 'date', day),
      change('document', document, 'title', `Báo cáo ${place}`),
      change('evidence', `${cycle}/${commune}/${criterion}/${document}`, 'link', {
        ...{ pages: '', period: '', note: '' },
      }),
    ]
  })
  const draft = { channel: 'sheet', audience: commune } as const
  return [scores, { ...draft, changes: appraisals }, { ...draft, changes: documents }]
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
