import { z } from 'zod'
import type { Core } from '../../api/core-interface.ts'
import { settle } from '../../api/settle.ts'
import type { SessionId } from '../../api/sessions.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import { readAnswer } from '../../../shared/domain/answering/read-answer.ts'
import { answerProblem, type Language } from '../../platform/sentences.ts'
import { UsageError } from './usage-error.ts'

/** Reads an answer that was given in words, for the sheet and the criterion that the same command line names. */
export type ReadWords = (text: string, input: Readonly<Record<string, unknown>>) => Promise<Answer | null>

const Place = z.object({ assessment: AssessmentId, criterion: CriterionId })

/**
 * Answers as the window takes them: "13/15", "Có", "86,67". What is no answer to this criterion ends in the window's sentence; the
 * note that stands stays.
 */
export function wordsReader(
  core: Pick<Core, 'call'>,
  session: SessionId,
  language: Language,
  signal: AbortSignal,
): ReadWords {
  const ask = async (name: string, input: unknown): Promise<unknown> =>
    settle(core.call({ name, input, session, signal }))
  return async (text, input) => {
    const place = Place.safeParse(input).data
    if (place === undefined) throw new UsageError('answerWithoutPlace')
    const { assessment, criterion } = place
    const view = (await ask('sheets.get', { assessment })) as Output<'sheets.get'>
    const { content } = (await ask('criteria.version', {
      version: view.version,
    })) as Output<'criteria.version'>
    const rule = content.criteria.find(({ id }) => id === criterion)
    // whether there is such a criterion, the call itself says
    if (rule === undefined) return null
    const reading = readAnswer(rule, text.split('\t'))
    if (reading.status === 'problem')
      throw new UsageError('wrongAnswer', {
        ...{ criterion: rule.code, value: text },
        why: answerProblem(language, reading.why, reading.needed),
      })
    if (reading.status === 'blank') return null
    const note = view.rows.find((row) => row.criterion === criterion)?.self.answer?.note ?? ''
    return { input: reading.input, note }
  }
}
