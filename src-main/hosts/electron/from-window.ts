import { z } from 'zod'

const id = z.string().min(1).max(64)
/** A file larger than this has a path; a pasted picture has none. */
export const pastedLimitBytes = 64 * 1024 * 1024

/** What a window may say. Checked in the main process: the window is not trusted. */
export const FromWindow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, name: z.string().max(100), input: z.unknown().optional() }),
  z.strictObject({ kind: z.literal('cancel'), id }),
  z.strictObject({
    kind: z.literal('handOver'),
    id,
    files: z
      .array(
        z.strictObject({
          name: z.string().max(1000),
          source: z.union([
            z.string().max(32_000),
            z.instanceof(Uint8Array).refine((bytes) => bytes.length <= pastedLimitBytes),
          ]),
        }),
      )
      .max(5000),
  }),
])
export type FromWindow = z.infer<typeof FromWindow>
