import { expect, test } from 'vitest'
import type { CallName, Input } from '../../shared/contract/contract.ts'
import { isCallError } from '../../shared/contract/errors.ts'
import { errorSentence } from '../../src-main/platform/sentences.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

/** Sentences name what people know: codes and titles, never the ids by which the program knows it. */

const content = aContent({
  criteria: ['Thu ngân sách', 'Hộ nghèo'].map((title, index) =>
    aCriterion({ id: `tc-${index}`, code: `2.${index + 1}`, title, rule: { kind: 'yesNo' } }),
  ),
})

async function refusal<N extends CallName>(office: Office, name: N, input: Input<N>): Promise<string> {
  try {
    await office.call(name, input)
  } catch (error) {
    if (isCallError(error)) return errorSentence('vi', error.toValue())
    throw error
  }
  throw new Error(`${name} was not refused`)
}

test('what a sheet lacks is named by code and title', async () => {
  const office = await anOffice()
  const { sheets } = await aCycle(office, {
    content,
    levels: { appraise: 'district', verify: null, recognise: 'district' },
  })
  const assessment = sheets[0]!
  await score(office, assessment, 'tc-0', { kind: 'yesNo', yes: true })
  expect(await refusal(office, 'decisions.submit', { assessment, incomplete: false })).toContain(
    'bắt buộc: 2.2 Hộ nghèo. ',
  )
  await office.call('decisions.submit', { assessment, incomplete: true })
  expect(await refusal(office, 'decisions.accept', { assessment })).toContain(
    'bắt buộc: 2.1 Thu ngân sách, 2.2 Hộ nghèo. ',
  )
})

test('what a draft lacks is named by what people see of it', async () => {
  const office = await anOffice()
  const blank = await office.call('criteria.draftFrom', { from: 'blank', label: '2025' })
  const sentence = await refusal(office, 'criteria.publish', { draft: blank.id })
  expect(sentence).toContain('tên bộ tiêu chí')
  expect(sentence).toContain('tiêu chí')
  expect(sentence).not.toMatch(/\[|[a-z]+Text|tooFew/)
  const draft = await office.call('criteria.draftFrom', { from: 'blank', label: '2026' })
  const broken = {
    ...content,
    criteria: content.criteria.map((each) => ({ ...each, step: 0 as typeof each.step })),
  }
  await office.call('criteria.saveDraft', { draft: draft.id, label: '2026', content: broken })
  expect(await refusal(office, 'criteria.publish', { draft: draft.id })).toContain(
    '2.1 Thu ngân sách, 2.2 Hộ nghèo',
  )
})
