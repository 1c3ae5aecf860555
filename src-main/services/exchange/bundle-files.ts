import { stat } from 'node:fs/promises'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import type { Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { DocumentBody } from '../../../shared/domain/journal/sheet-values.ts'
import type { EvidenceToSend } from '../../bundles/writer.ts'
import { isMissing } from '../../platform/file-errors.ts'
import { holdersOfFile, wantedFiles } from '../../storage/receipts.ts'
import { vaultPath } from '../../storage/vault.ts'
import { vaultFile } from '../../storage/vault-files.ts'
import { confirmedBy } from './bundle-receipts.ts'
import type { Direction } from './bundle-visibility.ts'
import type { Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'

/** Which evidence files go with a bundle, and which it asks for. */

export type FilesToSend = {
  readonly present: readonly EvidenceToSend[]
  /** Should go along, and are not whole here. */
  readonly missing: readonly Sha256[]
}

/** Every file that documents name which go to an addressee. */
export type NamedFiles = {
  /** What a choice of content takes along. */
  readonly choose: (what: ExportContent) => Promise<FilesToSend>
  /** Everything of it that is not whole here: the addressee is asked for it. */
  readonly lacking: () => Promise<readonly Sha256[]>
  /** How many files the addressee asks for that may be given to it. */
  readonly askedFor: number
}

type NamedFile = {
  /** It may go without being asked for. */
  offered: boolean
  /** Some document that names it is not confirmed by the addressee. */
  unconfirmed: boolean
}

const mostWanted = 100_000

/**
 * The files of these communes' documents, former versions too: decisions speak of them. Downwards go only files that a unit
 * outside the addressee's subtree put into a document of theirs, and those that it asks for and once delivered or was given: naming
 * a hash must not fetch a file (JOURNAL 28).
 */
export async function namedFiles(
  installation: Installation,
  addressee: UnitId,
  direction: Direction,
  communes: Iterable<UnitId>,
): Promise<NamedFiles> {
  const { database, units, trust, journal } = installation
  const confirmed = confirmedBy(installation, addressee)
  const named = new Map<Sha256, NamedFile>()
  const { rest } = slices()
  for (const commune of communes) {
    await rest()
    const { projection } = journal.plain('documents', commune)
    for (const field of projection.fields.values()) {
      if (field.entity !== 'document' || field.field !== 'body') continue
      for (const { entry, change, counted } of field.changes) {
        const body = counted === true ? DocumentBody.safeParse(change.value).data : undefined
        if (body?.kind !== 'files') continue
        const isForeign = entry.unit !== null && !units.isWithin(entry.unit, addressee)
        const isNew = !confirmed.has(entry.stream, entry)
        for (const { sha256 } of body.files) {
          const known = named.get(sha256)
          named.set(sha256, {
            offered: known?.offered === true || direction !== 'down' || isForeign,
            unconfirmed: known?.unconfirmed === true || isNew,
          })
        }
      }
    }
  }
  const asked = new Set<Sha256>()
  for (const { device, sha256 } of wantedFiles(database)) {
    const file = named.get(sha256 as Sha256)
    if (file === undefined || trust.deviceFacts(device)?.unit !== addressee) continue
    const isHolder = holdersOfFile(database, sha256).some((unit) => units.isWithin(unit, addressee))
    if (file.offered || isHolder) asked.add(sha256 as Sha256)
  }

  function isChosen(sha256: Sha256, { offered, unconfirmed }: NamedFile, what: ExportContent): boolean {
    switch (what) {
      case 'everything':
        return offered || asked.has(sha256)
      case 'unconfirmed':
        return (offered && unconfirmed) || asked.has(sha256)
      case 'wanted':
        return asked.has(sha256)
    }
  }

  async function pick(isWanted: (sha256: Sha256, file: NamedFile) => boolean): Promise<FilesToSend> {
    const present: EvidenceToSend[] = []
    const missing: Sha256[] = []
    for (const sha256 of [...named.keys()].sort()) {
      const known = named.get(sha256)
      if (known === undefined || !isWanted(sha256, known)) continue
      const file = await fileToSend(installation, sha256)
      if (file === null) missing.push(sha256)
      else present.push(file)
    }
    return { present, missing }
  }

  return {
    choose: (what) => pick((sha256, file) => isChosen(sha256, file, what)),
    lacking: async () => (await pick(() => true)).missing.slice(0, mostWanted),
    askedFor: asked.size,
  }
}

/** The file as far as a look at the disk tells; its content is compared when it is sent. */
async function fileToSend({ database, vault }: Installation, sha256: Sha256): Promise<EvidenceToSend | null> {
  if (vaultFile(database, sha256)?.state === 'damaged') return null
  const path = vaultPath(vault, sha256)
  try {
    const { size } = await stat(path)
    return size > 0 ? { sha256, size, path } : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
