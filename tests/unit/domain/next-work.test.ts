import { describe, expect, it } from 'vitest'
import { firstSteps, type StepsDone } from '../../../shared/domain/first-steps.ts'
import type { AssessmentId, Day } from '../../../shared/domain/ids.ts'
import { mostLines, nextWork, type Situation } from '../../../shared/domain/next-work.ts'
import type { SheetStatus } from '../../../shared/domain/workflow.ts'

const threeLevels = { appraise: 'district', verify: 'province', recognise: 'province' } as const
const twoLevels = { appraise: 'province', verify: null, recognise: 'province' } as const
const today = '2026-11-20' as Day

function sheet(status: SheetStatus, changes: Partial<Situation['sheets'][number]> = {}) {
  return {
    assessment: 'c:a' as AssessmentId,
    unitName: 'Xã Đồng Kỳ',
    status,
    asked: 0,
    differences: 0,
    ...changes,
  }
}

function at(level: Situation['level'], changes: Partial<Situation> = {}): Situation {
  return {
    level,
    today,
    levels: threeLevels,
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    sheets: [],
    criteria: [],
    certified: true,
    missingFiles: 0,
    checks: 0,
    parked: 0,
    unsent: [],
    unconfirmed: null,
    withoutStartFile: [],
    uncertifiedBelow: [],
    ...changes,
  }
}

const lines = (situation: Situation) => nextWork(situation).map(({ kind, count }) => `${kind} ${count}`)
const kinds = (situation: Situation) => nextWork(situation).map(({ kind }) => kind)

describe('a commune', () => {
  it('has its overdue criteria in one line, with the day of the oldest, before everything else', () => {
    const criteria = Array.from({ length: 31 }, (_, place) => `2026-0${1 + (place % 9)}-15` as Day)
    const situation = at('commune', { sheets: [sheet('selfScoring')], criteria, certified: false })
    expect(lines(situation)).toEqual(['criteriaLate 31', 'selfScoreDue 1', 'uncertified 1'])
    expect(nextWork(situation)[0]).toMatchObject({ day: '2026-01-15', daysLeft: -309, assessment: 'c:a' })
  })

  it('is told of days that are near, not of those that are far', () => {
    const criteria = ['2026-11-20', '2026-12-20', '2026-12-21'] as Day[]
    expect(lines(at('commune', { sheets: [sheet('selfScoring')], criteria }))).toContain('criteriaDue 2')
  })

  it('supplies what was asked for first', () => {
    const sheets = [sheet('returned', { asked: 3, differences: 1 })]
    expect(lines(at('commune', { sheets, unsent: [{ decision: 'submit', sheets: 1, units: [] }] }))).toEqual([
      'returned 3',
      'difference 1',
      'unsent 1',
    ])
  })

  it('has nothing to score when its sheet is closed, only to send it and to wait', () => {
    const criteria = ['2026-05-31'] as Day[]
    const sent = at('commune', {
      sheets: [sheet('submitted')],
      criteria,
      unsent: [{ decision: 'submit', sheets: 1, units: [] }],
    })
    expect(lines(sent)).toEqual(['unsent 1'])
    const waiting = { count: 1, since: '2026-11-01' as Day, units: 'Huyện Yên Thế' }
    expect(lines(at('commune', { sheets: [sheet('submitted')], unconfirmed: waiting }))).toEqual([
      'unconfirmed 1',
    ])
  })

  it('is never told what it cannot do', () => {
    const everything = at('commune', {
      sheets: [sheet('submitted')],
      checks: 5,
      withoutStartFile: ['Xã A'],
      uncertifiedBelow: ['Xã A'],
    })
    expect(kinds(everything)).toEqual([])
  })
})

describe('a district that appraises', () => {
  const sheets = [
    sheet('submitted'),
    sheet('appraised'),
    sheet('selfScoring', { unitName: 'Xã An Thượng' }),
    sheet('returned'),
    sheet('accepted'),
    sheet('returnedByProvince'),
  ]

  it('has what waits for it before what it waits for', () => {
    const dates = {
      selfScoreDue: '2026-11-10' as Day,
      appraisalDue: '2026-11-25' as Day,
      verificationDue: null,
    }
    expect(lines(at('district', { sheets, dates, checks: 21 }))).toEqual([
      'returned 1',
      'appraisalDue 2',
      'notSent 1',
      'supplements 1',
      'check 21',
    ])
  })

  it('has its own late work first, however late others are', () => {
    const dates = {
      selfScoreDue: '2026-01-01' as Day,
      appraisalDue: '2026-11-19' as Day,
      verificationDue: null,
    }
    expect(kinds(at('district', { sheets: sheets.slice(0, 3), dates, missingFiles: 1 }))).toEqual([
      'appraisalDue',
      'missingFiles',
      'notSent',
    ])
  })

  it('is told the first day by which what was asked for is wanted, the province’s before its own', () => {
    const dates = { selfScoreDue: null, appraisalDue: '2026-11-28' as Day, verificationDue: null }
    const asked = ['2026-12-05', '2026-11-22', '2026-12-01'] as Day[]
    const work = nextWork(
      at('district', {
        dates,
        sheets: [
          ...asked.map((askedDue) => sheet('returned', { askedDue })),
          ...asked.map((askedDue) => sheet('returnedByProvince', { askedDue })),
        ],
      }),
    )
    expect(work.map(({ kind, day }) => [kind, day])).toEqual([
      ['returned', '2026-11-22'],
      ['supplements', '2026-11-22'],
    ])
  })

  it('has its own work before what it waits for, whatever either is', () => {
    const own = at('district', { sheets: [sheet('selfScoring')], withoutStartFile: ['Xã A'], parked: 1 })
    expect(kinds(own)).toEqual(['startFiles', 'parked', 'notSent'])
  })

  it('names the one commune that it waits for, and leads to it', () => {
    const [work] = nextWork(at('district', { sheets: [sheet('selfScoring')] }))
    expect(work).toMatchObject({ kind: 'notSent', names: ['Xã Đồng Kỳ'], assessment: 'c:a' })
  })

  it('gets its own machine certified before it makes anything for others', () => {
    const before = at('district', { certified: false, withoutStartFile: ['Xã A', 'Xã B'] })
    expect(kinds(before)).toEqual(['uncertified'])
    expect(lines({ ...before, certified: true, uncertifiedBelow: ['Xã C'] })).toEqual([
      'certify 1',
      'startFiles 2',
    ])
  })
})

describe('a province', () => {
  it('verifies what was accepted, recognises what was verified, and asks after the rest', () => {
    const sheets = [sheet('accepted'), sheet('verified'), sheet('submitted'), sheet('selfScoring')]
    expect(lines(at('province', { sheets }))).toEqual([
      'verificationDue 1',
      'recognitionDue 1',
      'notAppraised 2',
    ])
  })

  it('without districts appraises itself and asks the communes', () => {
    const sheets = [sheet('submitted'), sheet('accepted'), sheet('selfScoring')]
    expect(lines(at('province', { levels: twoLevels, sheets }))).toEqual([
      'appraisalDue 1',
      'recognitionDue 1',
      'notSent 1',
    ])
  })

  it('does nothing with sheets in a cycle in which it takes no step', () => {
    const levels = { appraise: 'district', verify: null, recognise: 'district' } as const
    const sheets = [sheet('submitted', { differences: 1 }), sheet('selfScoring')]
    expect(kinds(at('province', { levels, sheets, checks: 3 }))).toEqual(['difference'])
  })
})

it('six lines are the most, the most pressing ones', () => {
  const crowded = at('district', {
    sheets: [
      sheet('submitted', { differences: 1 }),
      sheet('selfScoring'),
      sheet('returned'),
      sheet('returnedByProvince'),
    ],
    missingFiles: 1,
    checks: 1,
    parked: 1,
    unsent: [{ decision: 'submit', sheets: 1, units: [] }],
    uncertifiedBelow: ['A'],
  })
  expect(mostLines).toBe(6)
  expect(kinds(crowded)).toEqual([
    'missingFiles',
    'returned',
    'difference',
    'appraisalDue',
    'unsent',
    'certify',
  ])
})

describe('the first steps', () => {
  const nothing: StepsDone = {
    criteria: false,
    cycle: false,
    startFiles: false,
    certifyBelow: false,
    receive: false,
    decide: false,
    score: false,
    submit: false,
    send: false,
    certified: false,
    confirmed: false,
  }
  const names = (level: Situation['level'], superior: boolean) =>
    firstSteps(level, superior, nothing).map(({ step }) => step)

  it('a province begins with the criteria set, a district below it waits for them', () => {
    expect(names('province', false)).toEqual([
      'criteria',
      'cycle',
      'startFiles',
      'certifyBelow',
      'receive',
      'decide',
    ])
    expect(names('district', true)[0]).toBe('cycleArrives')
    expect(names('district', false)).toEqual(names('province', false))
    expect(names('commune', true)).toEqual([
      'cycleArrives',
      'score',
      'submit',
      'send',
      'certified',
      'confirmed',
    ])
  })

  it('each ticks itself', () => {
    const done = firstSteps('commune', true, { ...nothing, cycle: true, score: true })
    expect(done.filter((step) => step.done).map(({ step }) => step)).toEqual(['cycleArrives', 'score'])
  })
})
