/**
 * `npm run demo`: plays the main job from end to end with real programs on real folders and prints the ranking.
 *
 *   npm run demo -- --keep DIR    the folders tinh, huyen, xa-1, xa-2 go there; otherwise into a new temporary folder
 *   --json                        the last line is one JSON object
 *   --keys DIR                    device keys go there instead of DIR/keys beside the folders
 *   --lang vi|en
 *
 * The folders and the keys stay: `npm start -- --data DIR/tinh --keys DIR/keys` opens one of them as the same device, nobody needs a
 * password.
 */
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Ranking } from './demo/province-part.ts'
import { playStory, type StoryResult } from './demo/story.ts'
import { createTeller } from './demo/teller.ts'
import { readOptions } from './read-options.ts'

const values = readOptions({
  keep: { type: 'string' },
  keys: { type: 'string' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'vi' },
})
const language = values.lang === 'en' ? 'en' : 'vi'
const inLanguage = (vietnamese: string, english: string): string => (language === 'vi' ? vietnamese : english)

const folder = chooseFolder(values.keep)
if (folder === undefined) {
  console.error(
    inLanguage(
      `Thư mục ${values.keep ?? ''} đã có dữ liệu. Hãy chọn thư mục trống.`,
      `The folder ${values.keep ?? ''} is not empty. Choose an empty one.`,
    ),
  )
  process.exit(1)
}
const started = performance.now()
const keysDir = path.resolve(values.keys ?? path.join(folder, 'keys'))
const result = await playStory(folder, keysDir, createTeller(language))
const totalsEqual = sameTotals(result.atDistrict, result.atProvince)
printRanking(result)
const place = `--data "${path.join(folder, 'tinh')}" --keys "${keysDir}"`
console.log(
  inLanguage(
    `\nDữ liệu nằm tại ${folder}. Mở bằng: npm start -- ${place}`,
    `\nThe data lies in ${folder}. Open it: npm start -- ${place}`,
  ),
)
console.log(
  inLanguage(
    `Thời gian: ${((performance.now() - started) / 1000).toFixed(1)} giây.`,
    `Time: ${((performance.now() - started) / 1000).toFixed(1)} s.`,
  ),
)
if (values.json) console.log(JSON.stringify(summaryOf(result)))
process.exitCode = totalsEqual && result.secondImportNew === 0 ? 0 : 1

/** An empty folder; undefined when the wished one holds something. */
function chooseFolder(wished: string | undefined): string | undefined {
  if (wished === undefined) return mkdtempSync(path.join(tmpdir(), 'cqtt-demo-'))
  const chosen = path.resolve(wished)
  mkdirSync(chosen, { recursive: true })
  return readdirSync(chosen).length === 0 ? chosen : undefined
}

/** Whether both offices have the same communes with the same points and stars. */
function sameTotals(one: Ranking, other: Ranking): boolean {
  const text = ({ rows }: Ranking): string =>
    rows
      .map(({ unit, total, stars }) => `${unit} ${total} ${stars}`)
      .sort()
      .join('\n')
  return text(one) === text(other)
}

function printRanking({ atProvince, workbook }: StoryResult): void {
  const { rows, passing, participants, target } = atProvince
  console.log(inLanguage('\nXếp hạng (Bộ tiêu chí mẫu)', '\nRanking (sample criteria)'))
  for (const { rank, unitName, total, stars, passes, failingGates } of rows) {
    const points = total === null ? '–' : (total / 100).toFixed(2).replace('.', ',')
    const mark = passes ? '★'.repeat(stars) : inLanguage('chưa đạt', 'does not pass')
    const why = failingGates.length === 0 ? '' : `  (${failingGates.join('; ')})`
    console.log(
      `${String(rank ?? '–').padStart(4)}  ${unitName.padEnd(24)} ${points.padStart(6)}  ${mark}${why}`,
    )
  }
  const aim = target === null ? '' : inLanguage(`, chỉ tiêu ${target}`, `, target ${target}`)
  console.log(`      ${passing}/${participants} ${inLanguage('đạt chuẩn', 'pass')}${aim}`)
  console.log(
    totalsEqual
      ? inLanguage('Tổng điểm ở huyện và ở tỉnh: bằng nhau.', 'Totals at district and province: equal.')
      : inLanguage('Tổng điểm ở huyện và ở tỉnh: KHÁC NHAU.', 'Totals at district and province: DIFFERENT.'),
  )
  console.log(inLanguage(`Bảng xếp hạng Excel: ${workbook}`, `Ranking as Excel: ${workbook}`))
}

function summaryOf({
  criteria,
  folders,
  bundles,
  secondImportNew,
  atProvince,
  ...facts
}: StoryResult): object {
  return {
    communes: atProvince.participants,
    criteria,
    entries: facts.entries,
    evidenceFiles: facts.evidenceFiles,
    bundleBytes: bundles.reduce((sum, { size }) => sum + size, 0),
    secondImportNew,
    totalsEqual,
    recognised: atProvince.recognised,
    ranking: atProvince.rows.map(({ unitName, total, stars, passes }) => ({
      commune: unitName,
      total: total === null ? null : total / 100,
      stars: passes ? stars : 0,
    })),
    dataDirs: folders,
    bundles: bundles.map(({ path: file }) => file),
    workbook: facts.workbook,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  }
}
