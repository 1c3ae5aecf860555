import i18next from 'i18next'
import type { Decimal } from '../../../shared/domain/quantities.ts'
import { formatDecimal } from '../../../shared/domain/text/vietnamese.ts'

/** A figure as the language on screen writes it, beside points of the same language: "1.245,5", in English "1,245.5". */
export function showDecimal(value: Decimal, separators: 'grouped' | 'plain' = 'plain'): string {
  const written = separators === 'grouped' ? formatDecimal(value) : editDecimal(value)
  if (i18next.language !== 'en') return written
  return written.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ','))
}

/** A figure for editing: with a decimal comma in every language, because "1.245" typed back means a thousand. */
export function editDecimal(value: Decimal): string {
  return value.replace('.', ',')
}
