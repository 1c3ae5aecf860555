import { expect, test } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { AssessmentId, CriterionId, EntryId } from '../../../shared/domain/ids.ts'
import type { Decimal } from '../../../shared/domain/quantities.ts'
import { createOutbox, type Send } from '../../../src-renderer/features/sheet/outbox.ts'

const assessment = 'unit:cycle/commune' as AssessmentId
const criterion = '1.5' as CriterionId
const count = (figure: number): Answer => ({
  input: { kind: 'count', count: String(figure) as Decimal },
  note: '',
})
const entry = (name: string): EntryId => name as EntryId

function aStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    clear: () => {
      kept.clear()
    },
    getItem: (name) => kept.get(name) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (name) => {
      kept.delete(name)
    },
    setItem: (name, value) => {
      kept.set(name, value)
    },
  }
}

/** A core that answers when it is told to. */
function aCore(): {
  send: Send
  sent: { answer: Answer | null; seen: readonly EntryId[] }[]
  answers: ((result: EntryId | Error) => void)[]
} {
  const sent: { answer: Answer | null; seen: readonly EntryId[] }[] = []
  const answers: ((result: EntryId | Error) => void)[] = []
  const send: Send = (_criterion, answer, seen) => {
    sent.push({ answer, seen })
    return new Promise((resolve, reject) => {
      answers.push((result) => {
        if (result instanceof Error) reject(result)
        else resolve({ entry: result })
      })
    })
  }
  return { send, sent, answers }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

test('what is typed while a call is on its way replaces what that call wrote', async () => {
  const outbox = createOutbox(assessment, aStorage())
  const core = aCore()
  outbox.open(core.send)
  outbox.put(criterion, count(1), [])
  outbox.put(criterion, count(2), [])
  outbox.put(criterion, count(3), [])
  expect(core.sent).toEqual([{ answer: count(1), seen: [] }])
  core.answers[0]!(entry('first'))
  await settled()
  expect(core.sent[1]).toEqual({ answer: count(3), seen: ['first'] })
  core.answers[1]!(entry('second'))
  await settled()
  expect(outbox.store.getState().unsent[criterion]).toMatchObject({ state: 'sent', entry: 'second' })
  outbox.settle(() => count(3))
  expect(outbox.store.getState().unsent).toEqual({})
})

test('an answer and a draft survive the window, and the answer is sent again', async () => {
  const storage = aStorage()
  const before = createOutbox(assessment, storage)
  before.open(aCore().send)
  before.put(criterion, count(4), [entry('seen')])
  before.keepDraft('1.4' as CriterionId, {
    draft: {
      figures: { numerator: '11' },
      option: null,
      typed: '',
      done: [],
      notApplicable: false,
      note: '',
    },
    seen: [],
  })

  const after = createOutbox(assessment, storage)
  expect(after.store.getState().drafts['1.4']?.draft.figures).toEqual({ numerator: '11' })
  const core = aCore()
  after.open(core.send)
  expect(core.sent).toEqual([{ answer: count(4), seen: ['seen'] }])
  // It had arrived before: the core names our own value as changed meanwhile, and nobody is asked.
  core.answers[0]!(new CallError('changedMeanwhile', { officer: 'Lan', unit: 'Xã', time: 1 }))
  await settled()
  expect(after.store.getState().unsent[criterion]?.state).toBe('changed')
  after.settle(() => count(4))
  expect(after.store.getState().unsent).toEqual({})
})

test('a failure keeps the answer with its reason until it is sent again or dropped', async () => {
  const outbox = createOutbox(assessment, aStorage())
  const core = aCore()
  outbox.open(core.send)
  outbox.put(criterion, count(5), [])
  core.answers[0]!(new CallError('diskFull', { neededBytes: 2, freeBytes: 1 }))
  await settled()
  expect(outbox.store.getState().unsent[criterion]).toMatchObject({
    state: 'failed',
    failure: { code: 'diskFull' },
    answer: count(5),
  })
  outbox.settle(() => null)
  expect(outbox.store.getState().unsent[criterion]?.state).toBe('failed')
  outbox.retry(criterion)
  core.answers[1]!(entry('kept'))
  await settled()
  expect(outbox.store.getState().unsent[criterion]?.state).toBe('sent')
})
