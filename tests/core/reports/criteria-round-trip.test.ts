import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { checkCriteriaContent } from '../../../shared/domain/criteria-check.ts'
import { assetPath } from '../../../src-main/platform/program-files.ts'
import { exampleContent } from '../../../src-main/reports/template/examples.ts'
import { kindWords } from '../../../src-main/reports/template/words.ts'
import { anyCriteriaContent } from '../../support/any-criteria.ts'
import { throughExcel } from '../../support/criteria-workbook.ts'

test('the empty template shows one example of every kind and is itself a sound set', async () => {
  expect(new Set(exampleContent.criteria.map(({ rule }) => rule.kind))).toEqual(new Set(kindWords.keys()))
  expect(checkCriteriaContent(exampleContent)).toEqual([])
  const { content, warnings } = await throughExcel(null)
  expect(content).toEqual(exampleContent)
  expect(warnings).toEqual([])
})

test('the shipped sample comes back from Excel as it was, ids included', async () => {
  const sample = CriteriaContent.parse(
    JSON.parse(readFileSync(assetPath('criteria/sample-2024.json'), 'utf8')),
  )
  const { content, label } = await throughExcel(sample, '2024 (sửa đổi)')
  expect(content).toEqual(sample)
  expect(label).toBe('2024 (sửa đổi)')
})

test('any sound set comes back from Excel as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anyCriteriaContent, async (content) => {
      expect(checkCriteriaContent(content).filter(({ severity }) => severity === 'error')).toEqual([])
      expect((await throughExcel(content)).content).toEqual(content)
    }),
    { numRuns: 25 },
  )
}, 60_000)
