/**
 * Makes `assets/criteria/sample-2024.json` from the two tables in `assets/criteria/source/`:
 *
 *   node scripts/run.mjs scripts/make-sample-criteria.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { checkCriteriaContent } from '../shared/domain/criteria-check.ts'
import { inProject } from './project.ts'
import { makeSampleCriteria } from './sample-criteria.ts'

const source = (name: string) => readFileSync(inProject('assets/criteria/source', name), 'utf8')
const content = makeSampleCriteria(source('criteria-cqtt-sample.csv'), source('stars-sample.csv'))
const problems = checkCriteriaContent(content)
if (problems.length > 0) {
  console.error(problems)
  process.exit(1)
}
const target = inProject('assets/criteria/sample-2024.json')
writeFileSync(target, `${JSON.stringify(content, null, 2)}\n`)
console.log(`${target}: ${content.criteria.length} criteria`)
