import { requestThread } from '../../services/history/request-thread.ts'
import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { appraisalQueue } from '../../services/sheets/appraisal-queue.ts'
import { accept, giveBack, propose, submit, verify, withdraw } from '../../services/sheets/decisions.ts'
import { recognise, recogniseMany } from '../../services/sheets/recognitions.ts'
import { answerGate, appraise, appraiseMany, explain, setScores } from '../../services/sheets/scores.ts'
import { assertNoRepeats } from '../../services/no-repeats.ts'
import { openSheet } from '../../services/sheets/sheet-scope.ts'
import { listSheets, viewSheet } from '../../services/sheets/sheets.ts'
import { callingOfficer, type Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Subject = 'sheets' | 'scores' | 'gates' | 'appraisal' | 'decisions'
type Own = Extract<keyof ProgramContract, `${Subject}.${string}`>

/** The score sheet, its appraisal, and the decisions about it. */
export function sheetHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  const open = (assessment: Parameters<typeof openSheet>[1]) => openSheet(installation, assessment)
  return {
    'sheets.list': ({ cycle }) => [...listSheets(installation, cycle)],
    'sheets.thread': ({ assessment, criterion }) => requestThread(installation, open(assessment), criterion),
    'sheets.get': ({ assessment }, context) =>
      viewSheet(installation, callingOfficer(context).roles, assessment),
    'scores.set': ({ assessment, criterion, answer, seen, reason, onBehalf }, context) => ({
      entry: setScores(installation, actorOf(context), open(assessment), [{ criterion, answer, seen }], {
        reason,
        onBehalf,
      }),
    }),
    'scores.setMany': ({ assessment, answers, reason, onBehalf }, context) => {
      assertNoRepeats(answers, ({ criterion }) => criterion, 'answers')
      return {
        entry: setScores(installation, actorOf(context), open(assessment), answers, { reason, onBehalf }),
      }
    },
    'scores.explain': ({ assessment, criterion, text, seen, onBehalf }, context) => ({
      entry: explain(installation, actorOf(context), open(assessment), criterion, text, seen, onBehalf),
    }),
    'gates.answer': ({ assessment, gate, met, note, seen, onBehalf }, context) => ({
      entry: answerGate(
        installation,
        actorOf(context),
        open(assessment),
        gate,
        { met, note },
        seen,
        onBehalf,
      ),
    }),
    'appraisal.set': ({ assessment, criterion, stage, verdict, seen, reason, onBehalf }, context) => ({
      entry: appraise(installation, actorOf(context), open(assessment), criterion, stage, verdict, seen, {
        reason,
        onBehalf,
      }),
    }),
    'appraisal.setMany': ({ stage, items, reason, onBehalf }, context) => {
      assertNoRepeats(items, ({ assessment, criterion }) => `${assessment}/${criterion}`, 'items')
      const sheets = new Map(items.map(({ assessment }) => [assessment, open(assessment)]))
      const judged = items.map(({ assessment, ...item }) => ({
        ...item,
        sheet: sheets.get(assessment) ?? open(assessment),
      }))
      return {
        entries: [...appraiseMany(installation, actorOf(context), judged, stage, { reason, onBehalf })],
      }
    },
    'appraisal.queue': (filter) => appraisalQueue(installation, filter),
    'decisions.submit': ({ assessment, incomplete, ...details }, context) => ({
      entry: submit(installation, actorOf(context), open(assessment), incomplete, details),
    }),
    'decisions.withdraw': ({ assessment, ...details }, context) => ({
      entry: withdraw(installation, actorOf(context), open(assessment), details),
    }),
    'decisions.return': ({ assessment, stage, text, items, due, ...details }, context) => ({
      entry: giveBack(installation, actorOf(context), open(assessment), stage, { text, items, due }, details),
    }),
    'decisions.propose': ({ assessment, ...details }, context) => ({
      entry: propose(installation, actorOf(context), open(assessment), details),
    }),
    'decisions.accept': ({ assessment, ...details }, context) => ({
      entry: accept(installation, actorOf(context), open(assessment), details),
    }),
    'decisions.verify': ({ assessment, ...details }, context) => ({
      entry: verify(installation, actorOf(context), open(assessment), details),
    }),
    'decisions.recognise': ({ assessment, number, day, onBehalf, ...result }, context) => ({
      entry: recognise(
        installation,
        actorOf(context),
        { ...result, sheet: open(assessment) },
        { number, day },
        onBehalf,
      ),
    }),
    'decisions.recogniseMany': ({ number, day, results, onBehalf }, context) => ({
      entries: [
        ...recogniseMany(
          installation,
          actorOf(context),
          results.map(({ assessment, ...result }) => ({ ...result, sheet: open(assessment) })),
          { number, day },
          onBehalf,
        ),
      ],
    }),
  }
}
