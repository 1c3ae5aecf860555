import type { TFunction } from 'i18next'
import type { ActSubject } from './act-subjects.ts'

/** Acts whose doing is told in the corner, with the way back; what is typed into the sheet is seen there. */
const told = /^(?:(?:appraisal|documents)\.|participants\.saveMany$)/

export function isTold({ kind }: ActSubject): boolean {
  return told.test(kind)
}

/** What is typed into the grid: that it was taken back shows where it stood. */
export function isTyped({ kind }: ActSubject): boolean {
  return kind === 'scores.set' || kind === 'scores.setMany'
}

/** "Giữ nguyên 1.2", "Gắn minh chứng 1.2 (Xã Đồng Kỳ)": the same words in the corner, on the button and in the history. */
export function actWords(subject: ActSubject, t: TFunction): string {
  const action = t(`acts:kind.${subject.kind}`, { defaultValue: t(`history:action.${subject.kind}`) })
  const where = placeWords(subject, t)
  return where === '' ? action : `${action} ${where}`
}

function placeWords({ places, codes, title, unitName, communes }: ActSubject, t: TFunction): string {
  if (communes > 1) return t('acts:communes', { count: communes })
  const [place = ''] = places
  const paper = /^dossier-(\d+)$/.exec(place)?.[1]
  if (paper !== undefined) return t('acts:paper', { paper })
  if (codes.length > 1) return t('acts:criteria', { count: codes.length })
  const [code] = codes
  if (code !== undefined) return code
  if (title !== null) return `“${title}”`
  return unitName ?? ''
}

/** In the middle of a sentence. */
export function inSentence(words: string): string {
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1)
}
