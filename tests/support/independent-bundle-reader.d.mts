/** What tests see of `independent-bundle-reader.mjs`; the reader itself stays free of this program. */
export class Refused extends Error {}

export function readBundleIndependently(
  file: Buffer,
  trust: {
    readonly roots: readonly string[]
    readonly ownUnit: string
    readonly isWithin: (unit: never, subtree: never) => boolean
  },
): {
  readonly id: string
  readonly manifest: Readonly<Record<string, unknown>>
  readonly entries: readonly { readonly id: string; readonly counts: boolean }[]
  /** At which chains may end, by the lists of the bundle. */
  readonly roots: readonly string[]
  readonly lists: readonly {
    readonly hash: string
    readonly number: number
    readonly holds: boolean
    readonly counts: boolean
  }[]
}

export function assembleIndependently(files: readonly Buffer[]): {
  readonly files: readonly Buffer[]
  readonly refused: number
  readonly missing: readonly {
    readonly set: string
    readonly numbers: readonly number[]
    readonly count: number
  }[]
}

export function decryptIndependently(file: Buffer, identityFile: string): Buffer
