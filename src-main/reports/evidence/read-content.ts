import { open } from 'node:fs/promises'
import type { DocumentContent } from '../../../shared/contract/document-content.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import { BrokenXml } from '../../storage/xml.ts'
import { ZipProblem } from '../../storage/zip-problem.ts'
import { readDocx } from './read-docx.ts'
import { readSheets } from './read-sheets.ts'

/**
 * What can be read of a kept Word or Excel file. To be run in a worker (`runJob`), which bounds its time and memory.
 *
 * @param name the file's name as people know it, for the errors
 * @throws CallError `fileDangerous`, `notExcel`
 */
export async function readContent(
  file: string,
  name: string,
  kind: 'word' | 'excel',
): Promise<DocumentContent> {
  if (kind === 'excel') return readSheets(file, name)
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    return await readDocx(handle, size)
  } catch (error) {
    if (error instanceof ZipProblem)
      throw new CallError('fileDangerous', { name, why: error.why }, { cause: error })
    if (error instanceof BrokenXml)
      throw new CallError('fileDangerous', { name, why: 'damagedArchive' }, { cause: error })
    throw error
  } finally {
    await handle.close()
  }
}
