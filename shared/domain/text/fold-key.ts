import { visibleText } from './visible.ts'

/** No heading, name or word of a list is this long: of a longer text the beginning is enough to see that it is none. */
const longestKey = 400

/**
 * What is left of a heading, a sheet's name or a word of a list when accents, case, signs and spaces do not matter. "i" and
 * "y" are one: "Tỉ lệ" and "Tỷ lệ" are two spellings of the same word.
 */
export function foldKey(text: string): string {
  return visibleText(text.slice(0, longestKey))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/y/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
