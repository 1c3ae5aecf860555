import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The lines of each page of a PDF, as they stand on paper. */
export async function linesOfPdf(bytes: Uint8Array): Promise<string[][]> {
  const opening = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await opening.promise
  const pages: string[][] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    const lines = new Map<number, string>()
    for (const item of items) {
      if (!('str' in item)) continue
      const y = Math.round((item.transform as number[])[5] ?? 0)
      lines.set(y, (lines.get(y) ?? '') + item.str)
    }
    pages.push([...lines].sort(([a], [b]) => b - a).map(([, line]) => line))
  }
  await opening.destroy()
  return pages
}
