/** `npm run build`: builds the program into dist/. */
import { buildProgram } from './program-build.ts'

const report = await buildProgram()
for (const sentence of report.missing) console.log(sentence)
console.log(`dist/ built in ${(report.milliseconds / 1000).toFixed(1)} s`)
