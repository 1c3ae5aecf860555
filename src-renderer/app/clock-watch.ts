import { useEffect, useState } from 'react'
import { CallError } from '../../shared/contract/errors.ts'
import { notifyError } from '../ui/notify.tsx'

const lookEvery = 10_000
const hour = 3_600_000
/** A computer sleeps over a holiday, not this long: what is longer was a clock that jumped. */
const longestSleep = 60 * 24 * hour

function warn(time: number): void {
  notifyError(new CallError('clockJumped', { time }))
}

/**
 * Says that the computer's clock is off: behind what was written last, or jumping while the window is open. Nothing is lost by it,
 * because the order of changes never follows a clock; only the days that are shown would be wrong.
 */
export function useClockWatch(lastWritten: number | null): void {
  // Judged once a sitting: what is written from then on carries the clock as it is.
  const [written] = useState(lastWritten)
  useEffect(() => {
    if (written !== null && written - Date.now() > hour) warn(written)
  }, [written])

  useEffect(() => {
    let before = Date.now()
    const watch = setInterval(() => {
      const now = Date.now()
      if (now < before - hour || now > before + longestSleep) warn(before)
      before = now
    }, lookEvery)
    return () => {
      clearInterval(watch)
    }
  }, [])
}
