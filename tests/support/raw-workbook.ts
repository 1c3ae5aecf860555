import { zipOf, type ZipPartToWrite } from './zip-writer.ts'

export type RawSheet = Readonly<{ name: string; xml: string }>
export type RawWorkbook = Readonly<{
  sheets: readonly RawSheet[]
  sharedStrings?: string
  styles?: string
  date1904?: boolean
  /** Relation targets from the top of the file, as openpyxl writes them. */
  absoluteTargets?: boolean
  /** Prefix of every element, as some .NET libraries write it. */
  prefix?: string
  extra?: readonly ZipPartToWrite[]
  /** `\\` between folders in the names of parts, as some programs on Windows write it. */
  backslashes?: boolean
}>

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Bytes of an .xlsx written by hand, to look like what other programs write. */
export function rawWorkbook(workbook: RawWorkbook): Buffer {
  const p = workbook.prefix ?? ''
  const at = (target: string): string => (workbook.absoluteTargets === true ? `/xl/${target}` : target)
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${officeRelations}/${type}" Target="${target}"/>`
  const sheetRelations = workbook.sheets.map((_, index) =>
    relation(`s${index}`, 'worksheet', at(`worksheets/blatt${index}.xml`)),
  )
  const others = [
    ...(workbook.sharedStrings === undefined
      ? []
      : [relation('t', 'sharedStrings', at('sharedStrings.xml'))]),
    ...(workbook.styles === undefined ? [] : [relation('f', 'styles', at('styles.xml'))]),
  ]
  const list = workbook.sheets.map(
    ({ name }, index) => `<${p}sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"/>`,
  )
  const namespace = p === '' ? `xmlns="${main}"` : `xmlns:${p.slice(0, -1)}="${main}"`
  const text = (name: string, content: string | undefined): ZipPartToWrite[] =>
    content === undefined ? [] : [{ name, content, deflate: true }]
  const parts: readonly ZipPartToWrite[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${relations}">${relation('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content:
        `<?xml version="1.0"?><${p}workbook ${namespace} xmlns:r="${officeRelations}">` +
        `<${p}workbookPr${workbook.date1904 === true ? ' date1904="1"' : ''}/>` +
        `<${p}sheets>${list.join('')}</${p}sheets></${p}workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${relations}">${[...sheetRelations, ...others].join('')}</Relationships>`,
    },
    ...workbook.sheets.flatMap(({ xml }, index) =>
      text(`xl/worksheets/blatt${index}.xml`, `<${p}worksheet ${namespace}>${xml}</${p}worksheet>`),
    ),
    ...text('xl/sharedStrings.xml', workbook.sharedStrings),
    ...text('xl/styles.xml', workbook.styles),
    ...(workbook.extra ?? []),
  ]
  return zipOf(
    workbook.backslashes === true
      ? parts.map((part) => ({ ...part, name: part.name.replaceAll('/', '\\') }))
      : parts,
  )
}

/** Rows of inline strings and numbers, without addresses. */
export function plainRows(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return '<c/>'
    if (typeof value === 'number') return `<c><v>${value}</v></c>`
    const escaped = value.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    return `<c t="inlineStr"><is><t>${escaped}</t></is></c>`
  }
  return `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`
}
