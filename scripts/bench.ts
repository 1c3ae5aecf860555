/**
 * `npm run bench`: how fast, as ratios to a yardstick measured in the same run, with the goal beside it.
 *
 *   npm run bench                the full form
 *   npm run bench -- --quick     at most a minute
 *   npm run bench -- --json      one JSON object as the last line
 *   npm run bench -- --only=ranking
 */
import { rows } from './bench/rows.ts'
import type { BenchRow } from './bench/row.ts'
import { readOptions } from './read-options.ts'

const { quick, json, only } = readOptions({
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  only: { type: 'string' },
})

const measured: BenchRow[] = []
/** Rows that a missing tool prevented. */
const missing: { readonly name: string; readonly sentence: string }[] = []
const say = (line: string): void => {
  console.log(line)
}
say(
  `${'what'.padEnd(24)}${'scale'.padStart(10)}${'seconds'.padStart(12)}${'yardstick'.padStart(12)}${'ratio'.padStart(9)}${'goal'.padStart(8)}`,
)
for (const { name, measure, quickScales, fullScales } of rows) {
  if (only !== undefined && name !== only) continue
  for (const scale of quick ? quickScales : fullScales) {
    const row = await measure(scale)
    if (typeof row === 'string') {
      missing.push({ name, sentence: row })
      say(`${name.padEnd(24)}${row}`)
      break
    }
    measured.push(row)
    const ratio = row.seconds / row.yardstickSeconds
    const verdict = ratio <= row.goal ? '' : '  missed'
    say(
      row.name.padEnd(24) +
        String(row.scale).padStart(10) +
        shown(row, row.seconds) +
        shown(row, row.yardstickSeconds) +
        ratio.toFixed(2).padStart(9) +
        `≤ ${row.goal}`.padStart(8) +
        verdict,
    )
    for (const [note, value] of Object.entries(row.notes ?? {})) say(`${''.padEnd(24)}  ${note}: ${value}`)
  }
  sayGrowth(name)
}
if (json)
  console.log(
    JSON.stringify({
      ...{ quick, missing },
      rows: measured.map((row) => ({ ...row, ratio: row.seconds / row.yardstickSeconds })),
    }),
  )

function shown({ unit }: BenchRow, value: number): string {
  return (unit === undefined ? value.toPrecision(3) : `${Math.round(value)} ${unit}`).padStart(12)
}

/** Seconds per unit of scale from the smallest to the largest: 1 is linear growth. */
function sayGrowth(name: string): void {
  const own = measured.filter((row) => row.name === name)
  const first = own[0]
  const last = own.at(-1)
  if (first === undefined || last === undefined || first === last || last.scale === first.scale) return
  const growth = Math.log(last.seconds / first.seconds) / Math.log(last.scale / first.scale)
  say(`${''.padEnd(24)}  grows like scale^${growth.toFixed(2)} from ${first.scale} to ${last.scale}`)
}
