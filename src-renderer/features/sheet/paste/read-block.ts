/** A pasted block as rows of cells. Excel and Word separate cells by tabs and put cells with line breaks in quotes. */
export function readBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  for (let i = 0; i < source.length; i += 1) {
    const character = source.charAt(i)
    if (quoted) {
      if (character !== '"') cell += character
      else if (source.charAt(i + 1) === '"') {
        cell += '"'
        i += 1
      } else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === '\t') {
      row.push(cell)
      cell = ''
    } else if (character === '\n') {
      row.push(cell)
      rows.push(row)
      row = []
      cell = ''
    } else cell += character
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows.map((cells) => cells.map((each) => each.normalize('NFC').replaceAll('\u00a0', ' ').trim()))
}

/** More than one cell: a block to be laid over rows, not text for one editor. */
export function isBlock(rows: readonly (readonly string[])[]): boolean {
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1
}
