import type { Hundredths } from '../quantities.ts'
import { readNumber } from '../text/read-number.ts'
import { sameWord, searchKey, spellingKey } from '../text/vietnamese.ts'
import { cellText } from '../text/visible.ts'
import type { AnswerPart } from './answer-shape.ts'
import { meaningOfWord } from './answer-words.ts'

export type OptionReading =
  | Readonly<{ status: 'option'; id: string }>
  /** `unclearOption`: several options fit. `unclearWord`: "chưa", which may mean no or nothing yet. */
  | Readonly<{ status: 'problem'; why: 'unknownOption' | 'unclearOption' | 'unclearWord' }>

/**
 * Which option a text names: by its label, by a word of the answer vocabulary (yes and no only), by its points, or by a beginning
 * that only one label has. A text that could name two names none.
 *
 * @param yesNo the options are `yes` and `no`
 */
export function readOption(options: readonly AnswerPart[], given: string, yesNo: boolean): OptionReading {
  const text = cellText(given)
  const named = only(options.filter(({ label }) => spellingKey(label) === spellingKey(text)))
  if (named !== null) return named
  const unmarked = only(options.filter(({ label }) => sameWord(text, label)))
  if (unmarked !== null) return unmarked

  const meaning = meaningOfWord(text)
  const worded = yesNo && (meaning === 'yes' || meaning === 'no') && !isReversed(options) ? meaning : null
  const points = withPoints(options, text)
  if (worded !== null) {
    const other = points.length === 1 && points[0]?.id !== worded
    return other ? { status: 'problem', why: 'unclearOption' } : { status: 'option', id: worded }
  }
  const worth = only(points)
  if (worth !== null) return worth
  const begun = only(options.filter(({ label }) => begins(label, text)))
  if (begun !== null) return begun
  return { status: 'problem', why: meaning === 'unclear' ? 'unclearWord' : 'unknownOption' }
}

function only(options: readonly AnswerPart[]): OptionReading | null {
  const [first, second] = options
  if (first === undefined) return null
  return second === undefined
    ? { status: 'option', id: first.id }
    : { status: 'problem', why: 'unclearOption' }
}

/** Labels that say the opposite of their option, "Không" for the good one: only labels and points count then. */
function isReversed(options: readonly AnswerPart[]): boolean {
  return options.some(({ id, label }) => {
    const meaning = meaningOfWord(label)
    return (id === 'yes' && meaning === 'no') || (id === 'no' && meaning === 'yes')
  })
}

function withPoints(options: readonly AnswerPart[], text: string): readonly AnswerPart[] {
  const reading = readNumber(withoutUnit(text), 'points')
  const wanted: Hundredths | null = reading.ok ? reading.value : null
  return wanted === null ? [] : options.filter(({ points }) => points === wanted)
}

/** "2,5 điểm" is 2,5. */
export function withoutUnit(text: string): string {
  return text.replace(/\s*(?:điểm|diem|đ|points?)\.?$/iu, '')
}

/** A label's beginning, whole words or not; figures alone are no beginning. */
function begins(label: string, text: string): boolean {
  if (!/\p{L}/u.test(text)) return false
  const spelling = spellingKey(text)
  if (spellingKey(label).startsWith(spelling)) return true
  return spelling === searchKey(text) && searchKey(label).startsWith(spelling)
}
