import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { AnswerInput } from '../../shared/domain/answers.ts'
import type { Criterion } from '../../shared/domain/criteria.ts'
import { createCore } from '../../src-main/core.ts'
import { silentLog } from '../../src-main/platform/log.ts'

/** A district on a core of its own, in a temporary folder, for measuring through the front door. */
export type BenchOffice = {
  readonly call: <Name extends CallName>(name: Name, input: Input<Name>) => Promise<Output<Name>>
  /** Answers every criterion of a commune. */
  readonly scoreAll: (commune: number) => Promise<void>
  /** Saves one answer on the first commune's sheet. */
  readonly saveOne: (turn: number) => Promise<void>
  /** Bytes as large as a typical entry. */
  readonly lastEntryBytes: () => Uint8Array
  readonly close: () => Promise<void>
}

export async function benchOffice(size: { readonly communes: number }): Promise<BenchOffice> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  const core = await createCore({
    dataDir: path.join(folder, 'data'),
    keysDir: path.join(folder, 'keys'),
    log: silentLog,
  })
  const session = core.sessions.open()

  async function call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    for await (const frame of core.call({ name, input, session, signal: new AbortController().signal })) {
      if (frame.kind === 'result') return frame.value as Output<Name>
      if (frame.kind === 'error') throw new Error(`${name}: ${JSON.stringify(frame.error)}`)
    }
    throw new Error(`${name} did not settle`)
  }

  await call('setup.begin', {
    unit: 'vn2024.d.215',
    deviceName: 'Máy đo',
    officerName: 'Nguyễn Văn Đo',
    ownRoot: true,
  })
  const draft = await call('criteria.draftFrom', { from: 'sample', label: '2024' })
  const { version } = await call('criteria.publish', { draft: draft.id })
  const communes = await call('units.below', { unit: 'vn2024.d.215', communes: true })
  const cycle = await call('cycles.create', {
    name: 'Đo',
    year: 2024,
    version,
    units: communes.slice(0, size.communes).map(({ id }) => id),
    levels: { appraise: 'district', verify: null, recognise: 'district' },
    period: { from: '2024-01-01', until: '2024-12-31' },
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    target: null,
  })
  const { content } = await call('criteria.version', { version })
  const entered = content.criteria.filter(({ enteredBy }) => enteredBy.includes('commune'))
  const assessmentOf = (commune: number) => `${cycle.id}/${communes[commune]?.id ?? ''}` as never
  const count = entered.find(({ rule }) => rule.kind === 'count')
  if (count === undefined) throw new Error('the sample has no counted criterion')
  let seen: string[] = []

  return {
    call,
    scoreAll: async (commune) => {
      const answers = entered.map((criterion) => ({
        criterion: criterion.id,
        answer: { input: anyAnswer(criterion), note: '' },
        seen: [],
      }))
      const { entry } = await call('scores.setMany', { assessment: assessmentOf(commune), answers })
      if (commune === 0) seen = [entry]
    },
    saveOne: async (turn) => {
      const answer = { input: { kind: 'count', count: String(turn % 7) as never } as const, note: '' }
      const { entry } = await call('scores.set', {
        assessment: assessmentOf(0),
        criterion: count.id,
        answer,
        seen: seen,
      })
      seen = [entry]
    },
    lastEntryBytes: () => new Uint8Array(720).fill(65),
    close: async () => {
      await core.close()
      await setTimeout(0)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Some valid answer to a criterion. */
function anyAnswer({ rule }: Criterion): AnswerInput {
  const whole = (value: number): never => String(value) as never
  switch (rule.kind) {
    case 'yesNo':
      return { kind: 'yesNo', yes: true }
    case 'choice':
      return { kind: 'choice', option: rule.options[0]?.id ?? '' }
    case 'ratio':
      return { kind: 'ratio', numerator: whole(9), denominator: whole(10) }
    case 'count':
    case 'bonus':
    case 'penalty':
      return { kind: rule.kind, count: whole(1) }
    case 'checklist':
      return { kind: 'checklist', done: rule.items.map(({ id }) => id) }
    case 'deduction':
      return { kind: 'deduction', cases: whole(0) }
    case 'survey':
      return {
        kind: 'survey',
        issued: whole(40),
        returned: whole(38),
        valid: whole(36),
        satisfied: whole(30),
      }
    case 'external':
      return { kind: 'external', value: whole(80) }
    case 'manual':
      return { kind: 'manual', points: rule.step }
    case 'formula':
      return { kind: 'formula', values: Object.fromEntries(rule.inputs.map(({ name }) => [name, whole(5)])) }
  }
}
