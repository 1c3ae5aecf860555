import type { Clock } from '../../src-main/platform/clock.ts'

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #time: number

  constructor(time: number | string = '2024-11-20T08:00:00+07:00') {
    this.#time = typeof time === 'number' ? time : Date.parse(time)
  }

  now(): number {
    return this.#time
  }

  /** Moves the clock by milliseconds, backwards too. */
  advance(milliseconds: number): void {
    this.#time += milliseconds
  }

  set(time: number | string): void {
    this.#time = typeof time === 'number' ? time : Date.parse(time)
  }
}
