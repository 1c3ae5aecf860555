import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CriteriaContent } from '../../shared/domain/criteria.ts'
import { assetPath } from '../../src-main/platform/program-files.ts'
import { drawPaper } from '../../src-main/reports/official-paper/draw-paper.ts'
import { withComment } from '../../src-main/reports/sample-files.ts'
import { sampleChanges } from '../../src-main/services/demo/appraisals.ts'
import { sampleCommune, sampleCommunes, type CommuneKey } from '../../src-main/services/demo/communes.ts'
import { dossierDocuments } from '../../src-main/services/demo/evidence-plan.ts'
import { factsOf } from '../../src-main/services/demo/papers/facts.ts'
import { yearReport } from '../../src-main/services/demo/papers/year-report.ts'
import { readAnswer } from '../../src-main/services/demo/sample-answers.ts'
import { lastYearPoints } from '../../src-main/services/demo/sheet-work.ts'
import { linkOf } from '../../src-main/services/demo/story-files.ts'
import { scoreCriterion } from '../../shared/domain/rules.ts'

/** The sample data itself: figures that can be true, papers that look and count as they say. */

const content = CriteriaContent.parse(
  JSON.parse(readFileSync(assetPath('criteria/sample-2024.json'), 'utf8')),
)
const facts = factsOf(content, sampleCommune('xuan-luong'), 2024)

test('every commune answers every criterion with figures that can be true, by every kind of rule', () => {
  for (const commune of sampleCommunes) {
    const { outcomes } = factsOf(content, commune, 2024)
    expect(outcomes.size).toBe(content.criteria.length)
    for (const [criterion, { status }] of outcomes)
      expect([commune.key, criterion, ['points', 'excluded'].includes(status)]).toEqual([
        commune.key,
        criterion,
        true,
      ])
  }
  const kinds = new Set(content.criteria.map(({ rule }) => rule.kind))
  expect([...kinds].sort()).toEqual([
    'bonus',
    'checklist',
    'choice',
    'count',
    'deduction',
    'external',
    'formula',
    'manual',
    'penalty',
    'ratio',
    'survey',
    'yesNo',
  ])
  const answers = sampleCommunes.flatMap((commune) => [...factsOf(content, commune, 2024).answers.values()])
  expect(answers.some(({ kind }) => kind === 'notApplicable')).toBe(true)
})

test('what the district changes is another answer, and one that can be true', () => {
  for (const [key, changes] of Object.entries(sampleChanges)) {
    const { answers } = factsOf(content, sampleCommune(key as CommuneKey), 2024)
    for (const { criterion, word, reason } of changes) {
      const rule = content.criteria.find(({ id }) => id === criterion)!
      const input = readAnswer(rule, word)
      expect(scoreCriterion(rule, { input, note: '' }).status).toBe('points')
      expect(input).not.toEqual(answers.get(criterion))
      expect(reason.length).toBeGreaterThan(20)
    }
  }
})

test("last year's points add up to last year's total", () => {
  for (const commune of sampleCommunes) {
    const points = Object.values(lastYearPoints(factsOf(content, commune, 2024)))
    expect(points.reduce((sum, value) => sum + value, 0)).toBe(commune.last.total)
  }
})

test('the long report has a page for each criterion that it proves, and always the same bytes', async () => {
  const drawn = await drawPaper(yearReport(facts, true))
  expect(drawn.pages).toBeGreaterThanOrEqual(12)
  expect(Buffer.from(drawn.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  expect(Buffer.from((await drawPaper(yearReport(facts, true))).bytes)).toEqual(Buffer.from(drawn.bytes))
  const report = dossierDocuments(facts, true).find(({ links }) => links.length > 5)!
  const pages = report.links.map((link) => linkOf(link, drawn).pages).filter((each) => each !== '')
  expect(pages).toHaveLength(11)
  for (const each of pages) {
    const [from = 0, to = from] = each.split('-').map(Number)
    expect(from).toBeGreaterThan(1)
    expect(to).toBeLessThanOrEqual(drawn.pages)
    expect(to).toBeGreaterThanOrEqual(from)
  }
})

test('a comment makes another file of the same picture', () => {
  const photo = readFileSync(assetPath('demo/mot-cua.jpg'))
  const [one, other] = ['xã một', 'xã hai'].map((comment) => Buffer.from(withComment(photo, comment)))
  expect(one).not.toEqual(other)
  expect(one!.indexOf('xã một')).toBe(24)
  // beginning and picture are untouched
  expect(one!.subarray(0, 20)).toEqual(photo.subarray(0, 20))
  expect(one!.subarray(-(photo.length - 20))).toEqual(photo.subarray(20))
})
