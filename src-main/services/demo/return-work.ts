import { sampleReturn } from './appraisals.ts'
import type { Office } from './office.ts'
import { readAnswer } from './sample-answers.ts'
import type { SheetWork } from './sheet-work.ts'

/** The commune's answer to a sheet that came back: a corrected figure and an explanation; new papers are filed besides. */
export async function answerReturn(
  office: Office,
  { assessment, facts, calendar }: SheetWork,
): Promise<void> {
  const { change, explanation } = sampleReturn
  const { rows } = await office.call('sheets.get', { assessment })
  const row = rows.find(({ criterion }) => criterion === change.criterion)
  const criterion = facts.content.criteria.find(({ id }) => id === change.criterion)
  if (row === undefined || criterion === undefined) throw new Error(`no criterion ${change.criterion}`)
  calendar.passMinutes(11)
  await office.call('scores.set', {
    assessment,
    criterion: change.criterion,
    answer: { input: readAnswer(criterion, change.word), note: '' },
    seen: row.self.heads,
    reason: 'Đính chính theo yêu cầu bổ sung của huyện',
  })
  calendar.passMinutes(14)
  await office.call('scores.explain', {
    assessment,
    criterion: change.criterion,
    text: explanation,
    seen: row.explanation.heads,
  })
}
