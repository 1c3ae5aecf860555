import { z } from 'zod'
import { DeviceId, EntryId, Sha256, UnitId } from '../../shared/domain/ids.ts'
import { EnrolmentRequest } from '../journal/certificates.ts'
import { Milliseconds } from '../journal/signed-json.ts'
import { StreamKey } from '../journal/streams.ts'
import { limits } from './format.ts'

/**
 * The manifest of a bundle (JOURNAL 22): canonical JSON, signed. The kinds of blobs stand in this order; records (everything but
 * evidence) may be spread over several blobs.
 */
export const blobKinds = ['certificates', 'lists', 'seals', 'entries', 'evidence'] as const
export type BlobKind = (typeof blobKinds)[number]

const recordBlob = z.strictObject({
  kind: z.enum(['certificates', 'lists', 'seals', 'entries']),
  size: z.int().min(1).max(limits.recordBlobBytes),
  sha256: Sha256,
})
const evidenceBlob = z.strictObject({
  kind: z.literal('evidence'),
  size: z.int().min(1).max(limits.bundleBytes),
  /** Of the file itself: its name in every vault. */
  sha256: Sha256,
})
export const BundleBlob = z.discriminatedUnion('kind', [recordBlob, evidenceBlob])
export type BundleBlob = z.infer<typeof BundleBlob>

/** Contiguous entries of one stream, on one branch. */
export const StreamRange = z
  .strictObject({
    stream: StreamKey,
    from: z.int().min(1),
    to: z.int().min(1),
    /** Id of the entry before `from`; null when the range begins the stream. */
    prev: EntryId.nullable(),
    /** Id of the entry `to`; sealed. */
    head: EntryId,
  })
  .refine((range) => range.to >= range.from && (range.from === 1) === (range.prev === null))
export type StreamRange = z.infer<typeof StreamRange>

/** Up to where a device has stored each stream that it may see (JOURNAL 27); the newest number replaces the older. */
export const Receipt = z.strictObject({
  device: DeviceId,
  number: z.int().min(1),
  received: z.record(StreamKey, z.strictObject({ seq: z.int().min(1), id: EntryId })),
})
export type Receipt = z.infer<typeof Receipt>

const amount = z.int().min(0)

/**
 * What became of the addressee's bundles here: for the eye of the people there. Nothing is judged by it, and a reader may ignore it.
 */
export const Account = z.object({
  /** Bundles of the addressee's unit that were applied here, newest first. */
  bundles: z
    .array(
      z.object({
        /** SHA-256 of its manifest. */
        bundle: Sha256,
        applied: Milliseconds,
        new: amount,
        known: amount,
        differing: amount,
        refused: amount,
        waiting: amount,
        files: amount,
      }),
    )
    .max(200),
  /** Communes where something differs or does not count, and why. */
  communes: z
    .array(
      z.object({
        unit: UnitId,
        differing: amount,
        notCounted: z.array(z.object({ reason: z.string().max(32), count: amount })).max(32),
      }),
    )
    .max(12_000),
})
export type Account = z.infer<typeof Account>

/**
 * What every reader of every version understands of a manifest: enough to find the certificates and to say "from a newer
 * version". These fields never change their meaning.
 */
export const Envelope = z.looseObject({
  author: z.looseObject({ device: DeviceId, unit: UnitId }),
  minReader: z.int().min(1),
  features: z.array(z.string().max(64)).max(100),
  blobs: z
    .array(z.looseObject({ kind: z.string(), size: z.int().min(1).max(limits.bundleBytes), sha256: Sha256 }))
    .max(400_000),
})
export type Envelope = z.infer<typeof Envelope>

/** Keys that this version does not know are ignored; what must not be ignored is named in `features`. */
export const Manifest = z
  .object({
    v: z.literal(1),
    /** For the eye: what the sender meant it for. */
    kind: z.enum(['start', 'results', 'return']),
    author: z.object({ device: DeviceId, unit: UnitId }),
    addressee: z.object({ unit: UnitId }),
    /** Id of the root of the domain in which it was made. */
    domain: DeviceId,
    minReader: z.int().min(1),
    /** Critical features: a reader that does not know one refuses the bundle. */
    features: z.array(z.string().max(64)).max(100),
    created: Milliseconds,
    app: z.string().max(32),
    schema: z.int().min(1),
    streams: z.array(StreamRange).max(100_000),
    /** SHA-256 of every certificate in the bundle, in their order there: ascending. */
    certificates: z.array(Sha256).max(100_000),
    lists: z.array(Sha256).max(1000),
    /** The author's own receipt first, then those that it passes on. */
    receipts: z.array(Receipt).max(20_000),
    /** Evidence files that the author asks for. */
    wanted: z.array(Sha256).max(100_000),
    /** Of an author that is not certified yet: whoever compares its fingerprint can answer it (JOURNAL 34). */
    request: EnrolmentRequest.optional(),
    /** What became of the addressee's bundles. */
    account: Account.optional(),
    blobs: z.array(BundleBlob).max(400_000),
  })
  .refine((manifest) => isOrdered(manifest.blobs.map((blob) => blobKinds.indexOf(blob.kind))))
  .refine((manifest) => isRising(manifest.certificates) && isRising(manifest.lists))
  .refine((manifest) => isRising(manifest.streams.map((range) => `${range.stream} ${range.head}`)))
  .refine((manifest) =>
    isRising(manifest.blobs.filter((blob) => blob.kind === 'evidence').map((blob) => blob.sha256)),
  )
export type Manifest = z.infer<typeof Manifest>

function isOrdered(numbers: readonly number[]): boolean {
  return numbers.every((number, i) => i === 0 || (numbers[i - 1] ?? 0) <= number)
}

/** Ascending, each once. */
export function isRising(texts: readonly string[]): boolean {
  return texts.every((text, i) => i === 0 || (texts[i - 1] ?? '') < text)
}
