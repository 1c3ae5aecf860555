import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import type { EntryId } from '../../../shared/domain/ids.ts'
import {
  createAutosave,
  type Autosave,
} from '../../../src-renderer/features/admin/criteria/editor/autosave.ts'
import type { DraftState } from '../../../src-renderer/features/admin/criteria/editor/use-draft-state.ts'

const first = { label: '2025' } as DraftState

/** A window whose draft is `now`; the core answers when it is told to. */
function aWindow(): {
  autosave: Autosave
  now: () => DraftState
  type: (label: string) => void
  setNow: (state: DraftState) => void
  /** Labels in the order in which they were sent. */
  sent: string[]
  answer: () => Promise<void>
  refuse: (error: CallError) => Promise<void>
} {
  let now = first
  let waiting: PromiseWithResolvers<readonly EntryId[]> | null = null
  const sent: string[] = []
  const autosave = createAutosave({
    heads: ['h0' as EntryId],
    current: () => now,
    send: ({ label }) => {
      sent.push(label)
      waiting = Promise.withResolvers()
      return waiting.promise as ReturnType<Parameters<typeof createAutosave>[0]['send']>
    },
  })
  return {
    autosave,
    now: () => now,
    setNow: (state) => {
      now = state
      autosave.saveSoon()
    },
    type: (label) => {
      now = { ...now, label }
      autosave.saveSoon()
    },
    sent,
    answer: async () => {
      waiting?.resolve([`h${sent.length}` as EntryId])
      await vi.advanceTimersByTimeAsync(0)
    },
    refuse: async (error) => {
      waiting?.reject(error)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('saved once when typing pauses', async () => {
  const { autosave, type, sent, answer } = aWindow()
  for (const label of ['a', 'ab', 'abc']) {
    type(label)
    await vi.advanceTimersByTimeAsync(300)
  }
  expect([autosave.state().kind, sent]).toEqual(['waiting', []])
  await vi.advanceTimersByTimeAsync(1200)
  expect([autosave.state().kind, sent]).toEqual(['saving', ['abc']])
  await answer()
  expect(autosave.state().kind).toBe('saved')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual(['abc'])
})

test('who types without a pause is saved at intervals, not at every key', async () => {
  const { type, sent, answer } = aWindow()
  for (let key = 0; key < 300; key += 1) {
    type(`key ${key}`)
    await answer()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(sent.length).toBeGreaterThan(2)
  expect(sent.length).toBeLessThan(6)
})

test('what is typed while a save runs is saved after it, and never called saved before', async () => {
  const { autosave, type, sent, answer } = aWindow()
  type('a')
  await vi.advanceTimersByTimeAsync(1200)
  type('ab')
  await answer()
  expect(autosave.state().kind).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1200)
  expect(sent).toEqual(['a', 'ab'])
  await answer()
  expect(autosave.state().kind).toBe('saved')
})

test('a change that was taken back leaves nothing to save', async () => {
  const { autosave, now, type, setNow, sent } = aWindow()
  const before = now()
  type('a')
  setNow(before)
  expect(autosave.state().kind).toBe('saved')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual([])
})

test('leaving saves at once, and again until nothing is open', async () => {
  const { autosave, type, sent, answer } = aWindow()
  type('a')
  const left = autosave.flush()
  expect(sent).toEqual(['a'])
  type('ab')
  await answer()
  expect(sent).toEqual(['a', 'ab'])
  await answer()
  expect(await left).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual(['a', 'ab'])
})

test('another window in between: nothing is sent until one of the two states is chosen', async () => {
  const { autosave, type, sent, answer, refuse } = aWindow()
  type('mine')
  await vi.advanceTimersByTimeAsync(1200)
  await refuse(new CallError('changedMeanwhile', { officer: 'Lan', unit: 'Yên Thế', time: 1 }))
  type('mine, further')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([autosave.state().kind, await autosave.flush(), sent]).toEqual(['changedMeanwhile', false, ['mine']])
  const kept = autosave.keepMineOver(['theirs' as EntryId])
  await answer()
  expect([await kept, autosave.state().kind, sent]).toEqual([true, 'saved', ['mine', 'mine, further']])
})

test('a save that failed is tried again at the next change', async () => {
  const { autosave, type, sent, answer, refuse } = aWindow()
  type('a')
  await vi.advanceTimersByTimeAsync(1200)
  await refuse(new CallError('internal', { logReference: '7' }))
  expect(autosave.state().kind).toBe('failed')
  type('ab')
  await vi.advanceTimersByTimeAsync(1200)
  await answer()
  expect([autosave.state().kind, sent]).toEqual(['saved', ['a', 'ab']])
})
