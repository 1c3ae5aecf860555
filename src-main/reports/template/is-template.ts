import { isCallError } from '../../../shared/contract/errors.ts'
import { beginsLikeZip, withArchive } from '../../storage/archive.ts'
import { sheetWanted } from './sheets.ts'

/** The list of a workbook's sheets is a page or two of text; what claims more is no template of ours. */
const mostListBytes = 1024 * 1024
const leastSheets = 3

/** Whether a file is the Excel template of a criteria set: several of its sheets bear the template's names. Its content is not judged. */
export async function isCriteriaTemplate(path: string, name: string): Promise<boolean> {
  if (!(await beginsLikeZip(path))) return false
  try {
    return await withArchive(path, name, async ({ files, read }) => {
      const list = files.find(({ part }) => part.name.replaceAll('\\', '/') === 'xl/workbook.xml')
      if (list === undefined || list.size > mostListBytes) return false
      const chunks: Buffer[] = []
      for await (const chunk of read(list)) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString('utf8')
      const names = [...text.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g)].map(
        (found) => found[1] ?? '',
      )
      return names.filter(sheetWanted).length >= leastSheets
    })
  } catch (error) {
    if (isCallError(error) && error.code === 'fileDangerous') return false
    throw error
  }
}
