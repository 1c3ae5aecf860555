import { CallError, type ErrorCode } from '../../../shared/contract/errors.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import type { DocumentId, EntryId, Sha256, UnitId } from '../../../shared/domain/ids.ts'
import type { DocumentBody, StoredFile } from '../../../shared/domain/journal/sheet-values.ts'
import { checkText } from '../../../shared/domain/text/acceptable-text.ts'
import { fileNameOfType, plainFileName, stemOfFileName } from '../../platform/file-names.ts'
import { transaction } from '../../storage/transaction.ts'
import { openVerified, type VerifiedFile } from '../../storage/vault.ts'
import { putVaultFile, putVaultFileState, vaultFile } from '../../storage/vault-files.ts'
import { adoptFile, storeFile } from '../../storage/vault-intake.ts'
import { getDocument } from './document-view.ts'
import {
  assertMayKeepDocuments,
  openKeptDocument,
  replaceBody,
  writeDocuments,
  type Attachment,
  type GivenFields,
  type Written,
} from './documents.ts'
import type { Actor, Installation } from '../office/installation.ts'
import type { Behalf } from '../sheets/scores.ts'

/** The files of documents: into the vault first, each checked by its content; then one act. */

export type GivenFile = {
  /** The user's name for it. */
  readonly name: string
  readonly path: string
  /** Whether `path` is our own copy, which may be moved. */
  readonly copied: boolean
}
export type RefusedFile = {
  readonly name: string
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
}
export type NewFiles = {
  readonly unit: UnitId
  readonly files: readonly GivenFile[]
  /** All files are one document, e.g. photos of one paper. */
  readonly together: boolean
  readonly fields: GivenFields
  readonly attach: Attachment | null
  readonly onBehalf: Behalf
}

/** Keeps the files and writes their documents. What cannot be kept is named beside what was kept. */
export async function* addDocuments(
  installation: Installation,
  actor: Actor,
  wanted: NewFiles,
  signal: AbortSignal,
): AsyncGenerator<Progress, { documents: DocumentId[]; entry: EntryId | null; refused: RefusedFile[] }> {
  assertMayKeepDocuments(installation, wanted.unit)
  const { kept, refused } = yield* keepFiles(installation, wanted.files, signal)
  if (kept.length === 0) return { documents: [], entry: null, refused }
  const groups = wanted.together ? [kept] : kept.map((file) => [file])
  const documents = groups.map((files) => ({
    body: bodyOf(files),
    fields: { ...wanted.fields, title: wanted.fields.title ?? stemOfFileName(files[0]?.name ?? '') },
  }))
  const written = writeDocuments(installation, actor, wanted.unit, documents, wanted.attach, wanted.onBehalf)
  return { documents: [...written.documents], entry: written.entry, refused }
}

/**
 * Puts new files in place of the old ones, all or nothing.
 * @throws CallError of the first file that cannot be kept
 */
export async function* replaceFiles(
  installation: Installation,
  actor: Actor,
  document: DocumentId,
  files: readonly GivenFile[],
  signal: AbortSignal,
): AsyncGenerator<Progress, Written> {
  openKeptDocument(installation, document)
  const { kept, errors } = yield* keepFiles(installation, files, signal)
  const [first] = errors
  if (first !== undefined) throw first
  return replaceBody(installation, actor, document, bodyOf(kept))
}

/**
 * A file of a document, old ones too, after its content was compared with its name, and the name under which it may be saved.
 * @throws CallError `notFound`, `fileMissing`, `fileDamaged`
 */
export async function openDocumentFile(
  installation: Installation,
  id: DocumentId,
  sha256: Sha256,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly type: string; readonly file: VerifiedFile }> {
  const { body, replaced } = getDocument(installation, id)
  const files = [body, ...replaced].flatMap((each) => (each.kind === 'files' ? each.files : []))
  const stored = files.find((file) => file.sha256 === sha256)
  if (stored === undefined) throw new CallError('notFound', { what: 'file' })
  try {
    const file = await openVerified(installation.vault, sha256, signal)
    noteState(installation, stored, 'present')
    // What was found in the content when the file came in, not what a bundle's sender says of it.
    const type = vaultFile(installation.database, sha256)?.type ?? stored.type
    return { name: fileNameOfType(stored.name, type), type, file }
  } catch (error) {
    if (error instanceof CallError && error.code === 'fileMissing') noteState(installation, stored, 'missing')
    if (error instanceof CallError && error.code === 'fileDamaged') noteState(installation, stored, 'damaged')
    throw error
  }
}

/** Writes down what was found, if it is news. */
function noteState(
  { database, clock }: Installation,
  { sha256, size, type }: StoredFile,
  state: 'present' | 'missing' | 'damaged',
): void {
  const known = vaultFile(database, sha256)
  if (known?.state === state) return
  const time = clock.now()
  transaction(database, () => {
    if (known === undefined)
      putVaultFile(database, { sha256, size, type, firstSeen: time, checked: time, state })
    else putVaultFileState(database, sha256, state, time)
  })
}

async function* keepFiles(
  installation: Installation,
  files: readonly GivenFile[],
  signal: AbortSignal,
): AsyncGenerator<Progress, { kept: StoredFile[]; refused: RefusedFile[]; errors: Error[] }> {
  const { vault, database, clock } = installation
  const kept: StoredFile[] = []
  const refused: RefusedFile[] = []
  const errors: Error[] = []
  for (const [done, given] of files.entries()) {
    const name = plainFileName(acceptable(given.name))
    yield { step: 'files', done, total: files.length, item: name }
    try {
      const options = { name, signal }
      const file = given.copied
        ? await adoptFile(vault, given.path, options)
        : await storeFile(vault, given.path, options)
      kept.push({ ...file, name: fileNameOfType(acceptable(given.name), file.type) })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const { code, details } = error.toValue()
      if (!concernsOneFile(code)) throw error
      errors.push(error)
      refused.push({ name, code, details: { ...details, name } })
    }
  }
  const time = clock.now()
  if (kept.length > 0) {
    transaction(database, () => {
      for (const { sha256, size, type } of kept)
        putVaultFile(database, { sha256, size, type, firstSeen: time, checked: time, state: 'present' })
    })
  }
  return { kept, refused, errors }
}

/** A full disk or a stop ends everything; a bad file only itself. */
function concernsOneFile(code: ErrorCode): boolean {
  return fileProblems.includes(code)
}

const fileProblems: readonly ErrorCode[] = [
  'fileEmpty',
  'fileTooLarge',
  'fileTypeRefused',
  'fileDangerous',
  'fileVanished',
  'fileLocked',
  'fileUnreadable',
  'fileHeld',
]

function bodyOf(files: readonly StoredFile[]): DocumentBody {
  const once = new Map(files.map((file) => [file.sha256, file]))
  return { kind: 'files', files: [...once.values()] }
}

/** File names pass no form: characters that could not be kept as text are left out. */
function acceptable(name: string): string {
  return [...name].filter((letter) => checkText(letter, { most: 8, lines: 'one' }).ok).join('')
}
