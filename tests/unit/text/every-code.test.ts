import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { contract, type CallName } from '../../../shared/contract/contract.ts'
import { errorCodes, errorDetails } from '../../../shared/contract/errors.ts'
import { criteriaProblemCodes } from '../../../shared/domain/criteria-check/problems.ts'
import { Permission, Role } from '../../../shared/domain/permissions.ts'
import { answerProblems } from '../../../shared/domain/rules/outcome.ts'
import { SheetStatus, Stage } from '../../../shared/domain/workflow.ts'
import { workbookMistakes, workbookWarnings } from '../../../src-main/reports/template/mistakes.ts'
import { languages, placeholdersOf, sentencesOf } from '../../support/sentences.ts'

const changing = (Object.keys(contract) as CallName[]).filter((name) => contract[name].kind !== 'query')

describe.each(languages)('in %s', (language) => {
  const error = sentencesOf(language, 'error')
  const common = sentencesOf(language, 'common')
  const history = sentencesOf(language, 'history')
  const admin = sentencesOf(language, 'admin')
  const reports = sentencesOf(language, 'reports')

  it.each(errorCodes)('the error %s has a sentence that uses only its details', (code) => {
    const sentence = error.get(code)
    expect(sentence).toBeDefined()
    const details = Object.keys((errorDetails[code] as z.ZodObject).shape)
    for (const name of placeholdersOf(sentence ?? '')) expect(details).toContain(name)
  })

  it.each(errorCodes)('the error %s is told in a sentence that ends', (code) => {
    expect(error.get(code)).toMatch(/[.!?]$/)
  })

  it.each(Permission.options)('the permission %s has its words', (permission) => {
    expect(common.get(`permission.${permission}`)).toBeDefined()
  })

  it.each(Role.options)('the role %s has a name and a hint', (role) => {
    expect(common.get(`role.${role}`)).toBeDefined()
    expect(admin.get(`roleHint.${role}`)).toBeDefined()
  })

  it.each(SheetStatus.options)('the status %s has its words', (status) => {
    expect(common.get(`status.${status}`)).toBeDefined()
  })

  it.each(Stage.options)('the stage %s has its words', (stage) => {
    expect(common.get(`stage.${stage}`)).toBeDefined()
  })

  it.each(changing)('the action %s has its words in the history', (name) => {
    expect(history.get(`action.${name}`)).toBeDefined()
  })

  it.each(answerProblems)('the problem %s of an answer has its words', (problem) => {
    expect(error.get(`problem.${problem}`)).toBeDefined()
  })

  it.each(criteriaProblemCodes)('the problem %s of a criteria set has its words', (code) => {
    expect(admin.get(`problem.${code}`)).toBeDefined()
  })

  it.each(criteriaProblemCodes.filter((code) => code !== 'formulaError'))(
    'the problem %s has its words for a workbook that is read',
    (code) => {
      expect(reports.get(`mistake.${code}`)).toBeDefined()
    },
  )

  it.each([...workbookMistakes, ...workbookWarnings])(
    'the mistake %s of a workbook has its words',
    (reason) => {
      expect(reports.get(`mistake.${reason}`)).toBeDefined()
    },
  )
})
