import { expect, test } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import type { AssessmentId, EntryId } from '../../../shared/domain/ids.ts'
import type { ActSubject } from '../../../src-renderer/app/act-subjects.ts'
import { createOwnActs, nextAct, type OwnActs } from '../../../src-renderer/app/own-acts.ts'

const sheet = 'cycle/one' as AssessmentId
const other = 'cycle/two' as AssessmentId
const about = (kind: string, assessment = sheet): ActSubject => ({
  kind,
  assessment,
  places: ['1.1'],
  codes: ['1.1'],
  unitName: null,
  communes: 1,
  title: null,
})
const entry = (name: string): EntryId => name as EntryId
const here = ({ assessment }: ActSubject): boolean => assessment === sheet
/** A core that names the entry which takes another back. */
const takeBack = (ids: readonly EntryId[]): Promise<{ entries: EntryId[] }> =>
  Promise.resolve({ entries: ids.map((id) => entry(`-${id}`)) })

function did(acts: OwnActs, subject: ActSubject, id: string): void {
  acts.begin(subject).done([entry(id)])
}

test('the last act goes back first, whatever it was, and comes again in the same order', async () => {
  const acts = createOwnActs()
  did(acts, about('scores.set'), 'a')
  did(acts, about('documents.attach'), 'b')
  const taken: EntryId[] = []
  const note = (ids: readonly EntryId[]): Promise<{ entries: EntryId[] }> => {
    taken.push(...ids)
    return takeBack(ids)
  }
  await acts.step('undo', here, note)
  await acts.step('undo', here, note)
  expect(await acts.step('undo', here, note)).toEqual({ status: 'nothing' })
  await acts.step('redo', here, note)
  await acts.step('redo', here, note)
  await acts.step('undo', here, note)
  // Doing again takes the undoing back, and undoing again takes that back.
  expect(taken).toEqual(['b', 'a', '-a', '-b', '--b'])
})

test('a page takes back its own acts, and something new there ends what could be done again', async () => {
  const acts = createOwnActs()
  did(acts, about('scores.set'), 'a')
  did(acts, about('scores.set', other), 'b')
  await acts.step('undo', here, takeBack)
  const undone = (): string | undefined => nextAct(acts.store.getState().acts, 'redo', here)?.subject.kind
  expect(undone()).toBe('scores.set')
  did(acts, about('gates.answer', other), 'c')
  expect(undone()).toBe('scores.set')
  did(acts, about('gates.answer'), 'd')
  expect(undone()).toBeUndefined()
})

test('what is still on its way is waited for; what failed or stood so already was no act', async () => {
  const acts = createOwnActs()
  did(acts, about('scores.set'), 'a')
  const going = acts.begin(about('scores.explain'))
  acts.begin(about('documents.add')).failed()
  acts.begin(about('documents.update')).done([])
  const step = acts.step('undo', here, takeBack)
  going.done([entry('b')])
  expect(await step).toMatchObject({ status: 'done', step: { act: { subject: { kind: 'scores.explain' } } } })
})

test('two quick steps take two acts; a refusal says which, and only what can never go back is left behind', async () => {
  const acts = createOwnActs()
  for (const id of ['a', 'b', 'c']) did(acts, about(`kind.${id}`), id)
  const steps = await Promise.all([
    acts.step('undo', here, takeBack),
    acts.step('undo', here, () => Promise.reject(new CallError('diskFull', { neededBytes: 1 } as never))),
    acts.step('undo', here, () => Promise.reject(new CallError('cannotUndo', { why: 'notLatest' }))),
    acts.step('undo', here, takeBack),
  ])
  expect(
    steps.map((result) =>
      result.status === 'done'
        ? result.step.act.subject.kind
        : result.status === 'refused'
          ? `${result.act.subject.kind} ${result.error.code}`
          : result.status,
    ),
  ).toEqual(['kind.c', 'kind.b diskFull', 'kind.b cannotUndo', 'kind.a'])
})

test('what only the window keeps goes back and forth as well', async () => {
  const acts = createOwnActs()
  const seen: string[] = []
  acts.add(
    about('note.put'),
    () => seen.push('undo'),
    () => seen.push('redo'),
  )
  for (const kind of ['undo', 'redo', 'undo'] as const) await acts.step(kind, here, takeBack)
  expect(seen).toEqual(['undo', 'redo', 'undo'])
})
