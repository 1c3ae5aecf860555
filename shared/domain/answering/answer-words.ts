import { searchKey, spellingKey } from '../text/vietnamese.ts'
import { cellText } from '../text/visible.ts'

/**
 * The words with which people answer, in one place for everything that reads answers: typing, pasting, the criteria template and
 * the command line. With tones or without any, in either case; "đất" is not "đạt".
 */

/** `unclear`: may mean no as well as nothing yet, so a person has to say which. */
export type WordMeaning = 'yes' | 'no' | 'notApplicable' | 'unclear'

const words: Readonly<Record<WordMeaning, readonly string[]>> = {
  yes: ['Có', 'Có rồi', 'Đã có', 'Rồi', 'Đạt', 'Đã đạt', 'Đúng', 'x', 'v', '1', 'Yes', 'y', 'True'],
  no: ['Không', 'Không có', 'Không đạt', 'Chưa đạt', 'Sai', '0', 'No', 'n', 'False'],
  notApplicable: ['Không áp dụng', 'K.A.D', 'KAD', 'N/A', 'NA', 'N.A', 'Not applicable'],
  unclear: ['-', '–', '—', '−'],
}

/** Ticks and crosses, also those that Word keeps in a font of signs. */
const signs: Readonly<Record<string, WordMeaning>> = {
  '✓': 'yes',
  '✔': 'yes',
  '☑': 'yes',
  '✅': 'yes',
  '√': 'yes',
  '\uf0fc': 'yes',
  '\uf0fe': 'yes',
  '✗': 'no',
  '✘': 'no',
  '❌': 'no',
  '☐': 'no',
}

/** "Chưa", "chưa có", "chưa báo cáo": not done, or not known yet. "Chưa đạt" is a no. */
const notYet = /^chưa(?:\s|$)/i
const notYetUnmarked = /^chua(?:\s|$)/i

const meanings = ['yes', 'no', 'notApplicable', 'unclear'] as const
const keyed = (key: (word: string) => string): ReadonlyMap<string, WordMeaning> =>
  new Map(
    meanings.flatMap((meaning) => words[meaning].map((word): [string, WordMeaning] => [key(word), meaning])),
  )
const spelled = keyed(spellingKey)
const unmarked = keyed(searchKey)

/** What a word means as an answer; null for what is no word of this kind. */
export function meaningOfWord(given: string): WordMeaning | null {
  const text = cellText(given)
  const sign = signs[text]
  if (sign !== undefined) return sign
  const spelling = spellingKey(text)
  const meaning = spelled.get(spelling) ?? (spelling === searchKey(text) ? unmarked.get(spelling) : undefined)
  if (meaning !== undefined) return meaning
  return notYet.test(text) || notYetUnmarked.test(text) ? 'unclear' : null
}
