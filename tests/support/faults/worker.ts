import { unlinkSync, writeSync } from 'node:fs'
import { openOffice } from './fault-office.ts'
import { scenarioByName } from './scenarios.ts'
import { beginMark, endMark } from './marks.ts'

/** The process that is broken: does the acts of a scenario in a folder and says on its output which were acknowledged. */
const [name = '', folder = ''] = process.argv.slice(2)
const scenario = scenarioByName(name)

function mark(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    // it never exists: the call itself is the mark
  }
}

const acknowledge = (what: string): void => void writeSync(1, `${what.replaceAll('\n', ' ')}\n`)

try {
  if (scenario.opensInside) mark(beginMark)
  const office = await openOffice(folder)
  if (!scenario.opensInside) mark(beginMark)
  await scenario.act(office, folder, acknowledge)
  mark(endMark)
  await office.close()
} catch (error) {
  // a refusal is an answer too: whoever asked was told that it did not happen
  acknowledge(`refused ${error instanceof Error ? error.message : String(error)}`)
}
