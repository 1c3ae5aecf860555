/** Rows of a CSV text (RFC 4180: quotes doubled, line breaks inside quotes) by the names in its first line. */
export function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = readRows(text.replace(/^\ufeff/, ''))
  return rows.map((row, index) => {
    if (row.length !== header.length) {
      throw new Error(`row ${index + 2} has ${row.length} fields instead of ${header.length}`)
    }
    return Object.fromEntries(header.map((name, column) => [name, row[column] ?? '']))
  })
}

function readRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  // One field, quoted or not, and what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (field.lastIndex < text.length) {
    const [, quoted, bare, end] = field.exec(text) ?? []
    if (end === undefined) throw new Error(`row ${rows.length + 1} cannot be read`)
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
