import { createHash } from 'node:crypto'
import type { Output } from '../../../shared/contract/contract.ts'
import type { RankingRow } from '../../../shared/contract/results.ts'
import type { CycleId, Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { Stage } from '../../../shared/domain/workflow.ts'
import { bitsOfShortCode, shortCode } from '../../bundles/format.ts'
import { canonicalBytes } from '../../journal/canonical.ts'
import { listCycles } from '../catalogue/cycles.ts'
import type { Installation } from '../office/installation.ts'
import { rankCommunes } from './ranking.ts'

/**
 * Short codes of rankings. A code is made from what the paper says of every commune, not from who printed it: any office that has
 * the same results finds the same code, and an office where one of them differs does not.
 */

type FoundRanking = Output<'bundles.findByCode'>['rankings'][number]

/** @param stage null: the points that stand */
export function codeOfRanking(cycle: CycleId, stage: Stage | null, rows: readonly RankingRow[]): string {
  const communes = rows.map(({ unit, total, stars, passes, recognition }) => [
    ...[unit, total, stars, passes],
    ...[recognition?.recognised ?? null, recognition?.stars ?? 0],
  ])
  communes.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  const bytes = canonicalBytes({ ranking: cycle, stage: stage ?? 'standing', communes })
  return shortCode(createHash('sha256').update(bytes).digest('hex') as Sha256)
}

/** The rankings that would be printed here today with this code: of all communes or of one district, of every stage. */
export function findRankings(installation: Installation, text: string): FoundRanking[] {
  const bits = bitsOfShortCode(text)
  if (bits === undefined) return []
  const code = shortCode(bits.padEnd(64, '0') as Sha256)
  return listCycles(installation).flatMap(({ id, name }) =>
    [null, ...Stage.options].flatMap((stage) => {
      const { rows } = rankCommunes(installation, { cycle: id, ...(stage === null ? {} : { stage }) })
      return partsOf(installation, rows)
        .filter((part) => codeOfRanking(id, stage, part.rows) === code)
        .map(({ within, rows: found }) => ({
          ...{ cycle: id, cycleName: name, stage, within, communes: found.length },
          withinName: within === null ? '' : installation.units.nameOf(within),
          passing: found.filter(({ finished, passes }) => finished && passes).length,
        }))
    }),
  )
}

type Part = { within: UnitId | null; rows: readonly RankingRow[] }

/** The whole ranking and, where it holds more than one district, each of them. */
function partsOf({ units }: Installation, rows: readonly RankingRow[]): Part[] {
  const byDistrict = Map.groupBy(
    rows,
    ({ unit }) => units.above(unit).find(({ level }) => level === 'district')?.unit ?? null,
  )
  const districts = [...byDistrict].flatMap(([within, part]) =>
    within === null || part.length === rows.length ? [] : [{ within, rows: part }],
  )
  return [{ within: null, rows }, ...districts]
}
