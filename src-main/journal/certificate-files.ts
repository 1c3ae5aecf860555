import { z } from 'zod'
import { CallError } from '../../shared/contract/errors.ts'
import { canonicalBytes, NotCanonical, parseCanonical } from './canonical.ts'
import { Certificate, EnrolmentRequest, isGenuineRequest } from './certificates.ts'

/** Requests and certificates as files that people carry: canonical JSON that says what it is. */

export const requestFileEnding = '.cqtt-request'
export const certificateFileEnding = '.cqtt-certificate'

const RequestFile = z.strictObject({
  format: z.literal('cqtt-request'),
  v: z.literal(1),
  request: EnrolmentRequest,
})
const CertificateFile = z.strictObject({
  format: z.literal('cqtt-certificate'),
  v: z.literal(1),
  /** The device's own first, then its issuer's, up to the root. */
  certificates: z.array(Certificate).min(1).max(8),
})

/** Content of a request file. */
export function encodeRequestFile(request: EnrolmentRequest): Buffer {
  return canonicalBytes({ format: 'cqtt-request', v: 1, request })
}

/** @throws CallError `requestNotOurs` when these bytes are no request, or not signed by the key in it */
export function decodeRequestFile(bytes: Uint8Array): EnrolmentRequest {
  const file = RequestFile.safeParse(parseOrNull(bytes)).data
  if (file === undefined || !isGenuineRequest(file.request)) throw new CallError('requestNotOurs', {})
  return file.request
}

/** Content of a certificate file. @param certificates the device's own first, the root last */
export function encodeCertificateFile(certificates: readonly Certificate[]): Buffer {
  return canonicalBytes({ format: 'cqtt-certificate', v: 1, certificates })
}

/**
 * The chain in a certificate file, the device's own first. Its signatures are still to be judged (`verifyChain`).
 * @throws CallError `certificateNotOurs` when these bytes are no certificate file
 */
export function decodeCertificateFile(bytes: Uint8Array): [Certificate, ...Certificate[]] {
  const [own, ...above] = CertificateFile.safeParse(parseOrNull(bytes)).data?.certificates ?? []
  if (own === undefined) throw new CallError('certificateNotOurs', {})
  return [own, ...above]
}

function parseOrNull(bytes: Uint8Array): unknown {
  try {
    return parseCanonical(bytes)
  } catch (error) {
    if (error instanceof NotCanonical) return null
    throw error
  }
}
