import type { Decimal } from '../../../shared/domain/quantities.ts'
import { formatDecimal } from '../../../shared/domain/text/vietnamese.ts'

/** A figure as it is written here: "1.245,5"; `plain` for editing, without groups. */
export function showDecimal(value: Decimal, separators: 'grouped' | 'plain' = 'plain'): string {
  return separators === 'grouped' ? formatDecimal(value) : value.replace('.', ',')
}
