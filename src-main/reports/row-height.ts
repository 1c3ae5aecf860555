/**
 * How high a row with wrapped text must be. Excel fits rows by itself only while somebody types; a file that arrives must say
 * its heights, and nobody can measure text here, so the height is estimated, a little generously.
 */

/**
 * Width of an average letter of Times New Roman in units of a column's width (5.25 points of paper), for each point of its size: under
 * half of its height, bold ones a little more.
 */
const unitsPerPoint = 0.078
/** How much wider a bold text is. */
export const boldWider = 1.12
const lineHeight = 1.27

/** Points of height for the highest of the cells, each with its text and its column's width. */
export function rowHeight(
  cells: readonly Readonly<{ text: string; width: number }>[],
  fontSize: number,
): number {
  const lines = Math.max(1, ...cells.map(({ text, width }) => linesNeeded(text, width, fontSize)))
  return Math.ceil(lines * fontSize * lineHeight + 3)
}

/**
 * Cuts a text into pieces, each no higher than `mostHeight` in a column of this width, between lines or words: Excel shows no row
 * above 409 points, and a row higher than the page is on no page.
 */
export function piecesOf(text: string, width: number, fontSize: number, mostHeight: number): string[] {
  const most = Math.max(1, Math.floor((mostHeight - 3) / (fontSize * lineHeight)))
  const room = roomIn(width, fontSize)
  const pieces: string[] = []
  let piece: string[] = []
  let used = 0
  for (const line of text.split('\n').flatMap((each) => linesThatFit(each, room, most))) {
    const lines = wrappedLines(line, room)
    if (piece.length > 0 && used + lines > most) {
      pieces.push(piece.join('\n'))
      piece = []
      used = 0
    }
    piece.push(line)
    used += lines
  }
  return [...pieces, piece.join('\n')]
}

/** One line of a text, cut between words where it alone would be higher than `most` lines. */
function linesThatFit(line: string, room: number, most: number): string[] {
  if (wrappedLines(line, room) <= most) return [line]
  const parts: string[] = []
  let part = ''
  // Words longer than a line are broken anyhow.
  const words = line.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${room}}`, 'gsu')) ?? [''])
  for (const word of words) {
    const longer = part === '' ? word : `${part} ${word}`
    if (part !== '' && wrappedLines(longer, room) > most) {
      parts.push(part)
      part = word
    } else part = longer
  }
  return [...parts, part]
}

/** The width in which a text of so many letters stands on one line. */
export function widthFor(letters: number, fontSize: number): number {
  return Math.ceil((letters * fontSize * unitsPerPoint + 0.8) * 10) / 10
}

function roomIn(width: number, fontSize: number): number {
  return Math.max(1, Math.floor((width - 0.8) / (fontSize * unitsPerPoint)))
}

function linesNeeded(text: string, width: number, fontSize: number): number {
  const room = roomIn(width, fontSize)
  return text.split('\n').reduce((lines, line) => lines + wrappedLines(line, room), 0)
}

function wrappedLines(line: string, room: number): number {
  if (line.length <= room) return 1
  let lines = 1
  let used = 0
  for (const word of line.split(' ')) {
    const length = word.length
    if (used > 0 && used + 1 + length > room) {
      lines += 1
      used = 0
    }
    // A word longer than the line is broken.
    lines += Math.floor(Math.max(0, length - 1) / room)
    used += (used > 0 ? 1 : 0) + (length > room ? length % room : length)
  }
  return lines
}
