import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { Transport } from '../transport/transport.ts'
import { errorSentence } from '../ui/error-sentence.ts'
import { dismissDone, notifyDone, notifyFailure } from '../ui/notify.tsx'
import { subjectOf, writtenBy } from './act-subjects.ts'
import { actWords, inSentence, isTold, isTyped } from './act-words.ts'
import { ownActs, type OwnAct, type StepKind, type StepResult, type Within } from './own-acts.ts'
import { refreshAfter } from './topics.ts'

type Window = { readonly transport: Transport; readonly queries: QueryClient }

/** Makes a call and remembers it among the own acts, if it can be taken back. */
export async function recorded<N extends CallName>(
  window: Window,
  name: N,
  input: Input<N>,
  run: () => Promise<Output<N>>,
): Promise<Output<N>> {
  if (name === 'session.signIn' || name === 'session.signOut') ownActs.forget()
  const subject = subjectOf(name, input, window.queries)
  if (subject === null) return run()
  const act = ownActs.begin(subject)
  try {
    const output = await run()
    const done = act.done(writtenBy(output))
    if (done !== null && isTold(subject)) tell(window, done)
    return output
  } catch (error) {
    act.failed()
    throw error
  }
}

/** "Đã giữ nguyên 1.2", with the button that takes it back. */
function tell(window: Window, act: OwnAct): void {
  const { t } = i18next
  notifyDone(t('acts:done', { what: inSentence(actWords(act.subject, t)) }), {
    label: t('acts:undo'),
    run: () => {
      void takeStep(window, 'undo', (subject) => subject === act.subject)
    },
  })
}

/** Takes the last act within a page back, or does it again, and says so. */
export async function takeStep(
  { transport, queries }: Window,
  kind: StepKind,
  within: Within,
): Promise<StepResult> {
  const { t } = i18next
  const result = await ownActs.step(kind, within, ([entry, ...others]) => {
    if (entry === undefined) throw new Error('an act without entries')
    return transport.call('history.undo', { entry, ...(others.length === 0 ? {} : { others }) }, {})
  })
  switch (result.status) {
    case 'nothing':
      notifyDone(t(`acts:nothing.${kind}`))
      break
    case 'refused':
      notifyFailure(
        t('acts:refused', {
          what: actWords(result.act.subject, t),
          why: errorSentence(result.error, t),
        }),
      )
      break
    case 'done': {
      const { subject } = result.step.act
      refreshAfter(queries, 'history.undo')
      if (isTyped(subject)) dismissDone()
      else notifyDone(t(`acts:${kind}Done`, { what: inSentence(actWords(subject, t)) }))
    }
  }
  return result
}
