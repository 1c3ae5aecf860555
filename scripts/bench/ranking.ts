import Sqlite from 'better-sqlite3'
import { rankCommunes } from '../../src-main/services/results/ranking.ts'
import { benchProvince } from './province.ts'
import type { BenchRow } from './row.ts'
import { median } from './median.ts'

/** Ranking all communes of a cycle, against one SQL aggregate over as many rows of points as the communes have criteria. */
export async function benchRanking(communes: number): Promise<BenchRow> {
  const criteria = 60
  const province = await benchProvince(communes, criteria)
  try {
    const { installation } = province
    const together = 200
    for (let from = 0; from < communes; from += together) {
      installation.journal.write({
        device: province.device,
        officer: province.officer,
        action: 'bench.prepare',
        reason: null,
        onBehalf: null,
        drafts: province.communes
          .slice(from, from + together)
          .map((commune, place) => province.answersOf(commune, from + place)),
      })
    }
    const ours: number[] = []
    const bare: number[] = []
    const aggregate = openBare(communes, criteria)
    for (let round = 0; round < 7; round++) {
      ours.push(seconds(() => rankCommunes(installation, { cycle: province.cycle })))
      bare.push(seconds(aggregate))
    }
    return {
      name: 'ranking',
      seconds: median(ours),
      yardstickSeconds: median(bare),
      goal: 3,
      scale: communes,
    }
  } finally {
    province.close()
  }
}

function openBare(communes: number, criteria: number): () => void {
  const database = new Sqlite(':memory:')
  database.exec(
    'CREATE TABLE score (unit INTEGER NOT NULL, criterion INTEGER NOT NULL, points INTEGER NOT NULL) STRICT',
  )
  const insert = database.prepare('INSERT INTO score VALUES (?, ?, ?)')
  database.transaction(() => {
    for (let unit = 0; unit < communes; unit++)
      for (let criterion = 0; criterion < criteria; criterion++)
        insert.run(unit, criterion, (unit * criterion) % 300)
  })()
  const query = database.prepare(
    'SELECT unit, sum(points) AS total FROM score GROUP BY unit ORDER BY total DESC',
  )
  return () => void query.all()
}

function seconds(work: () => void): number {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}
