import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { DocumentId } from '../../../shared/domain/ids.ts'
import { useTransport } from '../../app/use-call.ts'
import type { StoredFile } from './document-types.ts'

/** The bytes of one file of a document, checked against its hash by the core. Kept while it is on screen. */
export function useDocumentFile(
  document: DocumentId,
  file: StoredFile,
  wanted: boolean,
): UseQueryResult<Blob, CallError> {
  const transport = useTransport()
  return useQuery<Blob, CallError>({
    queryKey: ['file', document, file.sha256],
    queryFn: async ({ signal }) => {
      const ticket = await transport.call('documents.open', { document, sha256: file.sha256 }, { signal })
      return transport.download(ticket, { signal })
    },
    enabled: wanted,
    // A file never changes under its hash; large ones should not pile up.
    staleTime: Infinity,
    gcTime: 60_000,
    structuralSharing: false,
  })
}

/** Lets the officer save a file of a document and open it with another program. */
export function useSaveDocumentFile(): (document: DocumentId, file: StoredFile) => Promise<void> {
  const transport = useTransport()
  return async (document, file) => {
    const ticket = await transport.call('documents.open', { document, sha256: file.sha256 }, {})
    await transport.saveDownload(ticket)
  }
}

/** What the window can show of a file by itself. */
export type Showing = 'pdf' | 'image' | 'none'

export function showingOf({ type }: StoredFile): Showing {
  if (type === 'application/pdf') return 'pdf'
  return /^image\/(?:jpeg|png|webp)$/.test(type) ? 'image' : 'none'
}

/** The first page that "12-15, 20" or "tr. 12" names; 1 when it names none. */
export function firstPageOf(pages: string): number {
  const number = /\d+/.exec(pages)?.[0]
  return number === undefined ? 1 : Math.max(1, Number(number))
}
