/** `npm run build`: builds the program into dist/. */
import { buildOrExplain } from './program-build.ts'

const report = await buildOrExplain()
if (report === undefined) {
  process.exitCode = 1
} else {
  for (const sentence of report.missing) console.log(sentence)
  console.log(`dist/ built in ${(report.milliseconds / 1000).toFixed(1)} s`)
}
