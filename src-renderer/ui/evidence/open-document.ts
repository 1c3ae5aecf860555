import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Output } from '../../../shared/contract/contract.ts'
import type { DocumentView } from '../../../shared/contract/documents.ts'
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
export type Showing = 'pdf' | 'image' | 'scan' | 'content' | 'none'

const showings: Readonly<Record<string, Showing>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'image/gif': 'image',
  'image/bmp': 'image',
  'image/tiff': 'scan',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'content',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'content',
}

export function showingOf({ type }: StoredFile): Showing {
  return showings[type] ?? 'none'
}

/** Papers and pictures that show at once come before what is only read as text, and before what opens elsewhere. */
export function easiestToLookAt(documents: readonly DocumentView[]): DocumentView | undefined {
  const order: readonly Showing[] = ['pdf', 'image', 'scan', 'content', 'none']
  const rankOf = ({ body }: DocumentView): number => {
    const first = body.kind === 'files' ? body.files[0] : undefined
    return first === undefined ? order.length : order.indexOf(showingOf(first))
  }
  return documents.toSorted((one, other) => rankOf(one) - rankOf(other))[0]
}

/** What can be read of a Word or Excel file; asked for once while it is on screen. */
export function useDocumentContent(
  document: DocumentId,
  file: StoredFile,
): UseQueryResult<Output<'documents.read'>, CallError> {
  const transport = useTransport()
  return useQuery<Output<'documents.read'>, CallError>({
    queryKey: ['content', document, file.sha256],
    queryFn: ({ signal }) => transport.call('documents.read', { document, sha256: file.sha256 }, { signal }),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  })
}

/** One page of a scan, drawn by the core. */
export function useScanPage(
  document: DocumentId,
  file: StoredFile,
  page: number,
): UseQueryResult<{ readonly pages: number; readonly picture: Blob }, CallError> {
  const transport = useTransport()
  return useQuery<{ pages: number; picture: Blob }, CallError>({
    queryKey: ['scan', document, file.sha256, page],
    queryFn: async ({ signal }) => {
      const wanted = { document, sha256: file.sha256, page }
      const { pages, picture } = await transport.call('documents.picture', wanted, { signal })
      return { pages, picture: await transport.download(picture, { signal }) }
    },
    staleTime: Infinity,
    gcTime: 60_000,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    retry: false,
  })
}

/** The first page that "12-15, 20" or "tr. 12" names; 1 when it names none. */
export function firstPageOf(pages: string): number {
  const number = /\d+/.exec(pages)?.[0]
  return number === undefined ? 1 : Math.max(1, Number(number))
}
