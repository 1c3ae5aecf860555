import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deadline } from '../../../shared/domain/criteria.ts'
import { daysBetween, dueOf } from '../../../shared/domain/deadlines.ts'
import type { Day } from '../../../shared/domain/ids.ts'

const day = (text: string): Day => text as Day
const monthly: Deadline = { kind: 'monthly' }
const quarterly: Deadline = { kind: 'quarterly' }

describe('the due day that matters now', () => {
  test.each<[Deadline, string, string]>([
    [{ kind: 'date', month: 6, day: 15 }, '2024-01-01', '2024-06-15'],
    [{ kind: 'date', month: 6, day: 15 }, '2024-12-31', '2024-06-15'],
    [{ kind: 'date', month: 2, day: 30 }, '2024-01-01', '2024-02-29'],
    [{ kind: 'date', month: 4, day: 31 }, '2024-01-01', '2024-04-30'],
    [monthly, '2024-02-01', '2024-02-29'],
    [monthly, '2024-02-29', '2024-02-29'],
    [monthly, '2024-03-01', '2024-03-31'],
    [monthly, '2023-11-20', '2024-01-31'],
    [monthly, '2025-03-05', '2024-12-31'],
    [quarterly, '2024-01-01', '2024-03-31'],
    [quarterly, '2024-05-31', '2024-06-30'],
    [quarterly, '2024-10-01', '2024-12-31'],
    [quarterly, '2025-01-01', '2024-12-31'],
  ])('%j on %s: %s', (deadline, today, due) => {
    expect(dueOf(deadline, 2024, day(today), false).day).toBe(due)
  })

  test('of a common year: February has 28 days, and 2100 is no leap year', () => {
    expect(dueOf(monthly, 2025, day('2025-02-10'), false).day).toBe('2025-02-28')
    expect(dueOf(monthly, 2100, day('2100-02-10'), false).day).toBe('2100-02-28')
    expect(dueOf(monthly, 2000, day('2000-02-10'), false).day).toBe('2000-02-29')
  })
})

describe('days late', () => {
  const mid: Deadline = { kind: 'date', month: 6, day: 30 }

  test('begin on the day after and count only while there is no answer', () => {
    expect(dueOf(mid, 2024, day('2024-06-30'), false).daysLate).toBe(0)
    expect(dueOf(mid, 2024, day('2024-07-01'), false).daysLate).toBe(1)
    expect(dueOf(mid, 2024, day('2025-06-30'), false).daysLate).toBe(365)
    expect(dueOf(mid, 2024, day('2025-06-30'), true).daysLate).toBe(0)
  })
})

const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)))

test('days between two days: 0 for one day, turned round the negative, and they add up', () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
      expect(daysBetween(a, a)).toBe(0)
      expect(daysBetween(a, b)).toBe(-daysBetween(b, a) + 0)
      expect(daysBetween(a, b) + daysBetween(b, c)).toBe(daysBetween(a, c))
      expect(daysBetween(a, b) > 0).toBe(a < b)
    }),
  )
})

test('a running month or quarter is never late within its year', () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom(monthly, quarterly), (today, deadline) => {
      const due = dueOf(deadline, Number(today.slice(0, 4)), today, false)
      expect(due.daysLate).toBe(0)
      expect(due.day >= today).toBe(true)
    }),
  )
})
