import { z } from 'zod'
import { AssessmentId, CriterionId, Day, DocumentId, EntryId, Sha256, UnitId } from '../domain/ids.ts'
import { DocumentBody, EvidenceLink, filesOfDocument } from '../domain/journal/sheet-values.ts'
import { command, operation, query } from './define.ts'
import { DocumentContent } from './document-content.ts'
import { FileTicket, Ticket } from './frames.ts'
import { Author, Seen, OnBehalf } from './views.ts'

/** A criterion, or a paper of the dossier: `dossier-1`. */
export const EvidenceTarget = CriterionId

/** Số hiệu, ngày, cơ quan, trích yếu; each may come later. */
export const DocumentFields = z.strictObject({
  number: z.string().trim().max(100),
  date: Day.nullable(),
  issuer: z.string().trim().max(300),
  title: z.string().trim().max(1000),
})
export type DocumentFields = z.infer<typeof DocumentFields>

export const FileState = z.enum(['present', 'missing', 'damaged'])

export const DocumentView = DocumentFields.extend({
  id: DocumentId,
  unit: UnitId,
  body: DocumentBody,
  /** Earlier files of this document, newest first ("Thay bằng bản mới"). */
  replaced: z.array(DocumentBody),
  state: FileState,
  outsidePeriod: z.boolean(),
  deleted: z.boolean(),
  differing: z.boolean(),
  author: Author,
  links: z.array(
    z.strictObject({
      assessment: AssessmentId,
      target: EvidenceTarget,
      label: z.string(),
      link: EvidenceLink,
      heads: Seen,
    }),
  ),
  /** What stands in each of its fields. */
  heads: z.record(z.string(), Seen),
})
export type DocumentView = z.infer<typeof DocumentView>

/** `wrote`: false when it stood so already; then `entry` is the one that made it so. */
const written = z.strictObject({ document: DocumentId, entry: EntryId, wrote: z.boolean() })
const behalf = OnBehalf.optional()
const fileErrors = [
  'fileEmpty',
  'fileTooLarge',
  'fileTypeRefused',
  'fileVanished',
  'fileLocked',
  'fileUnreadable',
  'fileHeld',
  'diskFull',
  'folderReadOnly',
  'unknownTicket',
] as const

export const documentCalls = {
  'documents.list': query({
    permit: 'view',
    input: z.strictObject({
      unit: UnitId.optional(),
      assessment: AssessmentId.optional(),
      target: EvidenceTarget.optional(),
      text: z.string().max(200).optional(),
      filter: z.enum(['all', 'unused', 'missing', 'damaged', 'deleted', 'duplicate', 'outsidePeriod']),
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    output: z.strictObject({ total: z.int(), documents: z.array(DocumentView) }),
  }),
  'documents.get': query({
    permit: 'view',
    input: z.strictObject({ document: DocumentId }),
    output: DocumentView,
    errors: ['notFound'],
  }),
  /**
   * Keeps the uploaded files in the vault, each checked by content, then writes the document and, if asked, its link in one
   * entry. `together`: all files are one document (photos of one paper); otherwise each is a document of its own.
   */
  'documents.add': operation({
    permit: 'score',
    /** `together`: all files are one document. */
    input: z.strictObject({
      unit: UnitId,
      files: z.array(Ticket).min(1).max(filesOfDocument),
      together: z.boolean(),
      fields: DocumentFields.partial(),
      attach: z
        .strictObject({ assessment: AssessmentId, target: EvidenceTarget, link: EvidenceLink })
        .nullable(),
      onBehalf: behalf,
    }),
    /** What could not be kept stands beside what was kept. */
    output: z.strictObject({
      documents: z.array(DocumentId),
      /** The one entry of all of them; null when nothing could be kept. */
      entry: EntryId.nullable(),
      refused: z.array(
        z.strictObject({ name: z.string(), code: z.string(), details: z.record(z.string(), z.unknown()) }),
      ),
    }),
    errors: [...fileErrors, 'forbidden'],
    touches: ['documents', 'sheets', 'history'],
  }),
  /** What to know of uploaded files before they are kept; the tickets stay valid. */
  'documents.inspect': operation({
    permit: 'score',
    input: z.strictObject({
      unit: UnitId,
      files: z.array(Ticket).min(1).max(filesOfDocument),
      attach: z.strictObject({ assessment: AssessmentId, target: EvidenceTarget }).nullable(),
    }),
    output: z.array(
      z.strictObject({
        ticket: Ticket,
        name: z.string(),
        /** A document of this commune that holds the same file; `here`: it proves this criterion already. */
        same: z.strictObject({ document: DocumentId, title: z.string(), here: z.boolean() }).nullable(),
        /** The name of an earlier file of this list with the same content. */
        twin: z.string().nullable(),
        /** Opens only with a password: whoever appraises could not read it. */
        locked: z.boolean(),
        /** How many files an archive (.zip) holds; null for what is none. */
        archived: z.int().nullable(),
      }),
    ),
    errors: ['forbidden', 'unknownTicket', 'notFound'],
  }),
  /** Takes the files out of an uploaded archive (.zip), one step deep; each gets a ticket of its own. */
  'documents.unpack': operation({
    permit: 'score',
    input: z.strictObject({ file: Ticket }),
    output: z.array(FileTicket),
    errors: ['unknownTicket', 'fileDangerous', 'fileTooLarge', 'fileVanished', 'diskFull'],
  }),
  /** A link or a paper kept at the office. */
  'documents.addWithoutFile': command({
    permit: 'score',
    input: z.strictObject({
      unit: UnitId,
      body: DocumentBody,
      fields: DocumentFields.partial(),
      attach: z
        .strictObject({ assessment: AssessmentId, target: EvidenceTarget, link: EvidenceLink })
        .nullable(),
      onBehalf: behalf,
    }),
    output: written,
    errors: ['forbidden'],
    touches: ['documents', 'sheets', 'history'],
  }),
  'documents.update': command({
    permit: 'score',
    /** `seen` by field; what is left out is not compared. */
    input: z.strictObject({
      document: DocumentId,
      fields: DocumentFields.partial(),
      seen: z.record(z.string(), Seen).optional(),
    }),
    output: written,
    errors: ['notFound', 'forbidden', 'changedMeanwhile'],
    touches: ['documents', 'history'],
  }),
  /** Thay bằng bản mới: every link and the old file stay. */
  'documents.replace': operation({
    permit: 'score',
    input: z.strictObject({ document: DocumentId, files: z.array(Ticket).min(1).max(filesOfDocument) }),
    output: written,
    errors: ['notFound', 'forbidden', ...fileErrors],
    touches: ['documents', 'sheets', 'history'],
  }),
  'documents.attach': command({
    permit: 'score',
    input: z.strictObject({
      document: DocumentId,
      assessment: AssessmentId,
      target: EvidenceTarget,
      link: EvidenceLink,
      /** What stood in this link; empty where there was none. */
      seen: Seen.optional(),
      onBehalf: behalf,
    }),
    output: written,
    errors: ['notFound', 'forbidden', 'notParticipant', 'changedMeanwhile'],
    touches: ['documents', 'sheets', 'history'],
  }),
  /** Several documents for one criterion in one act, without pages or note; what is linked already stays as it is. */
  'documents.attachMany': command({
    permit: 'score',
    input: z.strictObject({
      documents: z.array(DocumentId).min(1).max(200),
      assessment: AssessmentId,
      target: EvidenceTarget,
      onBehalf: behalf,
    }),
    output: z.strictObject({ entries: z.array(EntryId) }),
    errors: ['notFound', 'forbidden', 'notParticipant'],
    touches: ['documents', 'sheets', 'history'],
  }),
  'documents.detach': command({
    permit: 'score',
    input: z.strictObject({
      document: DocumentId,
      assessment: AssessmentId,
      target: EvidenceTarget,
      seen: Seen.optional(),
    }),
    output: written,
    errors: ['notFound', 'forbidden'],
    touches: ['documents', 'sheets', 'history'],
  }),
  /** To the trash; nothing is removed from the disk. */
  'documents.delete': command({
    permit: 'score',
    input: z.strictObject({ document: DocumentId, reason: z.string().trim().max(2000).optional() }),
    output: written,
    errors: ['notFound', 'forbidden'],
    touches: ['documents', 'sheets', 'history'],
  }),
  'documents.restore': command({
    permit: 'score',
    input: z.strictObject({ document: DocumentId }),
    output: written,
    errors: ['notFound', 'forbidden'],
    touches: ['documents', 'sheets', 'history'],
  }),
  /** A file of the vault, checked against its hash before it is handed out. */
  'documents.open': operation({
    permit: 'view',
    input: z.strictObject({ document: DocumentId, sha256: Sha256 }),
    output: FileTicket,
    errors: ['notFound', 'fileMissing', 'fileDamaged'],
  }),
  /** What can be read of a Word or Excel file, as plain values; the file itself stays as it was given. */
  'documents.read': operation({
    permit: 'view',
    input: z.strictObject({ document: DocumentId, sha256: Sha256 }),
    output: DocumentContent,
    errors: ['notFound', 'fileMissing', 'fileDamaged', 'fileDangerous', 'notExcel', 'fileTypeRefused'],
  }),
  /** One page of a scan that no browser shows (TIFF), drawn as a PNG; the file itself stays as it was given. */
  'documents.picture': operation({
    permit: 'view',
    input: z.strictObject({ document: DocumentId, sha256: Sha256, page: z.int().min(1).max(10_000) }),
    output: z.strictObject({ pages: z.int().min(1), picture: FileTicket }),
    errors: ['notFound', 'fileMissing', 'fileDamaged', 'fileDangerous', 'fileTypeRefused'],
  }),
  /** Checks every file of the vault against its hash. */
  'documents.checkFiles': operation({
    permit: 'view',
    input: z.strictObject({}),
    output: z.strictObject({
      checked: z.int(),
      missing: z.array(Sha256),
      damaged: z.array(Sha256),
      bytes: z.int(),
    }),
    touches: ['documents', 'sheets'],
  }),
}
