import type { ProgramContract } from '../../../shared/contract/contract.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import { checkFiles } from '../../services/documents/check-files.ts'
import { addDocuments, openDocumentFile, replaceFiles } from '../../services/documents/document-files.ts'
import { inspectFiles } from '../../services/documents/inspect-files.ts'
import { listDocuments } from '../../services/documents/document-list.ts'
import { viewDocument } from '../../services/documents/document-view.ts'
import { drawDocumentPage, readDocumentFile } from '../../services/documents/read-document.ts'
import {
  addWithoutFile,
  attachDocument,
  attachDocuments,
  deleteDocument,
  detachDocument,
  restoreDocument,
  updateDocument,
} from '../../services/documents/documents.ts'
import type { TakenFile } from '../files.ts'
import { unpackInto } from '../unpack.ts'
import type { CallContext, Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Own = Extract<keyof ProgramContract, `documents.${string}`>

/** Documents, their files, and what they prove. */
export function documentHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'documents.list': (query) => listDocuments(installation, query),
    'documents.get': ({ document }) => viewDocument(installation, document),
    'documents.add': async function* ({ files, onBehalf, ...wanted }, context) {
      const taken = takeAll(files, context)
      try {
        const found = yield* addDocuments(
          installation,
          actorOf(context),
          { ...wanted, files: taken, onBehalf },
          context.signal,
        )
        return {
          documents: found.documents,
          entry: found.entry,
          refused: found.refused.map((each) => ({ ...each, details: { ...each.details } })),
        }
      } finally {
        await releaseAll(taken)
      }
    },
    'documents.inspect': ({ files, ...wanted }, context) => {
      const looked = files.map((ticket) => ({ ...context.files.look(ticket), ticket }))
      return inspectFiles(installation, wanted, looked, context.signal)
    },
    'documents.unpack': async function* ({ file }, context) {
      const { path, name } = context.files.look(file)
      return yield* unpackInto(context.files, path, name, context.signal)
    },
    'documents.addWithoutFile': ({ unit, body, fields, attach, onBehalf }, context) =>
      addWithoutFile(installation, actorOf(context), unit, { body, fields }, attach, onBehalf),
    'documents.update': ({ document, fields, seen }, context) =>
      updateDocument(installation, actorOf(context), document, fields, seen),
    'documents.replace': async function* ({ document, files }, context) {
      const taken = takeAll(files, context)
      try {
        return yield* replaceFiles(installation, actorOf(context), document, taken, context.signal)
      } finally {
        await releaseAll(taken)
      }
    },
    'documents.attach': ({ document, onBehalf, seen, ...attach }, context) =>
      attachDocument(installation, actorOf(context), document, attach, { onBehalf, seen }),
    'documents.attachMany': ({ documents, onBehalf, ...where }, context) => ({
      entries: [...attachDocuments(installation, actorOf(context), documents, where, onBehalf)],
    }),
    'documents.detach': ({ document, seen, ...place }, context) =>
      detachDocument(installation, actorOf(context), document, place, seen),
    'documents.delete': ({ document, reason }, context) =>
      deleteDocument(installation, actorOf(context), document, reason),
    'documents.restore': ({ document }, context) => restoreDocument(installation, actorOf(context), document),
    'documents.open': async function* ({ document, sha256 }, context) {
      yield { step: 'check', done: 0, total: 1 }
      const { name, type, file } = await openDocumentFile(installation, document, sha256, context.signal)
      return context.files.offer({
        name,
        type,
        size: file.size,
        content: () => file.stream() as AsyncIterable<Buffer>,
      })
    },
    'documents.read': async function* ({ document, sha256 }, context) {
      yield { step: 'read', done: 0, total: 1 }
      return readDocumentFile(installation, document, sha256, context.signal)
    },
    'documents.picture': async function* (wanted, context) {
      yield { step: 'read', done: 0, total: 1 }
      const path = context.files.newTemporaryPath()
      const { pages, name } = await drawDocumentPage(installation, wanted, path, context.signal)
      const offered = { name: `${name}.png`, type: 'image/png', size: null }
      return { pages, picture: context.files.offer({ ...offered, content: { path, removeAfter: true } }) }
    },
    'documents.checkFiles': (_, context) => checkFiles(installation, context.signal),
  }
}

/** All tickets or none: one that is not known must not leave the others without an owner. */
function takeAll(tickets: readonly Ticket[], { files }: CallContext): readonly TakenFile[] {
  const known = new Set(tickets)
  for (const ticket of known) files.look(ticket)
  return [...known].map((ticket) => files.take(ticket))
}

async function releaseAll(taken: readonly TakenFile[]): Promise<void> {
  for (const file of taken) await file.release()
}
