import { ownerOf, type DocumentId } from '../../../shared/domain/ids.ts'
import type { DocumentBody } from '../../../shared/domain/journal/sheet-values.ts'
import { fieldOf } from '../../storage/fields.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import type { Installation } from '../office/installation.ts'

/**
 * What a document is called: number and title, else the name of its first file. Read from the rows: a page names documents of many
 * communes, each of which would be projected whole.
 */
export function titleOfDocument({ database }: Installation, id: DocumentId): string {
  const scope = scopeByKey(database, `documents ${ownerOf(id)}`)
  if (scope === undefined) return ''
  const read = <Value>(field: string): Value | null => {
    const value = fieldOf(database, scope, 'document', id, field)?.value
    return value == null ? null : (JSON.parse(value) as Value)
  }
  const names = [read<string>('number') ?? '', read<string>('title') ?? ''].filter((text) => text !== '')
  if (names.length > 0) return names.join(' – ')
  const body = read<DocumentBody>('body')
  return body?.kind === 'files' ? (body.files[0]?.name ?? '') : ''
}
