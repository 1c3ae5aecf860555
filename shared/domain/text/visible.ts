/**
 * Characters that nobody sees: they come along when text is copied from web pages, chat programs and Word, and make two names or
 * figures differ that look the same. They come off once, at the boundary, and mean nothing.
 */

/**
 * Soft hyphen, zero width space and joiners, direction marks, embeddings and isolates, word joiner, byte order mark, variation
 * selectors, fillers, annotations and tags.
 */
const invisible =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{e0000}-\u{e007f}]|\u034f|[\u17b4\u17b5]|[\u180b-\u180d]|\u180f|[\ufe00-\ufe0f]/gu

/** Spaces that only look like one, the no-break space first of all. */
const otherSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/g

/** Nothing in it to take off: nearly every text. */
const plain = /^[\t\n\r\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u1ea0-\u1ef9\u2010-\u2027]*$/

/** The text without invisible characters, every kind of space as a plain one. */
export function visibleText(text: string): string {
  return plain.test(text) ? text : text.replace(invisible, '').replace(otherSpaces, ' ')
}

/** What a cell of a table says: visible, in normal form, without blanks around it. */
export function cellText(text: string): string {
  return visibleText(text).normalize('NFC').trim()
}
