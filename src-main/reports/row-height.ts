/**
 * How high a row with wrapped text must be. Excel fits rows by itself only while somebody types; a file that arrives must say
 * its heights, and nobody can measure text here, so the height is estimated, a little generously.
 */

/** Width of an average letter of Times New Roman in units of a column's width, for each point of its size. */
const unitsPerPoint = 0.074
const lineHeight = 1.27

/** Points of height for the highest of the cells, each with its text and its column's width. */
export function rowHeight(
  cells: readonly Readonly<{ text: string; width: number }>[],
  fontSize: number,
): number {
  const lines = Math.max(1, ...cells.map(({ text, width }) => linesNeeded(text, width, fontSize)))
  return Math.ceil(lines * fontSize * lineHeight + 3)
}

function linesNeeded(text: string, width: number, fontSize: number): number {
  const room = Math.max(1, Math.floor((width - 0.8) / (fontSize * unitsPerPoint)))
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
