import type { ReactElement } from 'react'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { formatPoints } from './format.ts'

/** Points as text, "1,5"; none is a dash, never 0. */
export function Points({
  value,
  decimals = 'short',
}: {
  value: Hundredths | number | null
  decimals?: 'short' | 'always'
}): ReactElement {
  return <span className="numbers">{formatPoints(value, decimals)}</span>
}
