import { hash } from 'node:crypto'
import type { ReadInspection } from '../../../shared/contract/exchange.ts'
import type { Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { valueText } from '../../../shared/domain/journal/changes.ts'
import { DocumentBody } from '../../../shared/domain/journal/sheet-values.ts'
import type { BundleEntry } from '../../bundles/stream-ranges.ts'
import { scopeOf } from '../../journal/scopes.ts'
import { parseStreamKey, type Stream } from '../../journal/streams.ts'
import { entryNumber, placeById } from '../../storage/entries.ts'
import { fieldOf } from '../../storage/fields.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { streamByNumber } from '../../storage/streams.ts'
import type { Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'

/**
 * What a bundle would change, found out without writing anything. "Differing" is worked out field by field from what each change
 * says it replaces: values that neither side has seen of the other. Whether a change would count (rule, cycle, frozen stage) is
 * only known once it is applied, so the true number may be lower.
 */
export type BundleCounts = {
  readonly take: (batch: readonly BundleEntry[]) => void
  readonly finish: (
    evidence: ReadonlySet<Sha256>,
    newFiles: number,
  ) => Promise<Pick<ReadInspection, 'totals' | 'communes'>>
}

type Counts = { new: number; known: number; differing: number; refused: number; files: number }

/** A new change that no other new change has said it replaces. */
type OpenChange = { readonly id: string; readonly value: string }

/** What is kept of a field: what may stand in the end, not every change on the way there. */
type FieldNews = {
  readonly commune: UnitId | null
  open: readonly OpenChange[]
  /** Ids that a new change says it replaces and that were not open: they stand here, or come later. */
  replaced: Set<string> | null
  /** The last that each stream says about it, the one read last at the end. */
  readonly streams: { readonly stream: string; readonly seq: number; readonly id: string }[]
}

/** Longer values are compared by their hash. */
const longestKept = 64

/** Counts the entries of one bundle as they are read. */
export function countBundle(installation: Installation): BundleCounts {
  const { database } = installation
  const streams = new Map<string, Stream | undefined>()
  const whole = new Map<string, boolean>()
  const byCommune = new Map<UnitId, Counts>()
  const totals: Counts = nothing()
  const fields = new Map<string, FieldNews>()
  const filesOf = new Map<UnitId, Set<Sha256>>()

  function take(batch: readonly BundleEntry[]): void {
    for (const one of batch) {
      const stream = streamOf(one.range.stream)
      const commune = stream?.channel === 'sheet' ? stream.audience : null
      const counts = commune === null ? [totals] : [totals, countsOf(commune)]
      if (commune !== null) noteFiles(commune, one)
      const key =
        one.range.problem !== null || one.overstep !== null ? 'refused' : isKnown(one) ? 'known' : 'new'
      for (const each of counts) each[key]++
      if (key === 'new' && stream !== undefined) noteChanges(stream, commune, one)
    }
  }

  function streamOf(key: string): Stream | undefined {
    if (!streams.has(key)) streams.set(key, parseStreamKey(key))
    return streams.get(key)
  }

  function countsOf(commune: UnitId): Counts {
    const known = byCommune.get(commune) ?? nothing()
    byCommune.set(commune, known)
    return known
  }

  function isKnown({ range, entry }: BundleEntry): boolean {
    let head = whole.get(range.head)
    if (head === undefined) {
      head = entryNumber(database, range.head) !== undefined
      whole.set(range.head, head)
    }
    return head || entryNumber(database, entry.id) !== undefined
  }

  function noteFiles(commune: UnitId, { entry }: BundleEntry): void {
    for (const { entity, field, value } of entry.changes) {
      if (entity !== 'document' || field !== 'body') continue
      const body = DocumentBody.safeParse(value).data
      if (body?.kind !== 'files') continue
      const known = filesOf.get(commune) ?? new Set()
      for (const { sha256 } of body.files) known.add(sha256)
      filesOf.set(commune, known)
    }
  }

  function noteChanges(stream: Stream, commune: UnitId | null, { entry, range }: BundleEntry): void {
    for (const change of entry.changes) {
      const scope = scopeOf(change, stream)
      if (scope === undefined) continue
      const { entity, id, field } = change
      const key = `${scope}\n${entity}\n${id}\n${field}`
      let news = fields.get(key)
      if (news === undefined) {
        news = { commune, open: [], replaced: null, streams: [] }
        fields.set(key, news)
      }
      const earlier = news.streams.at(-1)
      const isSameStream = earlier?.stream === range.stream
      const gone = new Set<string>(change.bases)
      if (isSameStream) gone.add(earlier.id)
      const left = news.open.filter((one) => !gone.delete(one.id))
      if (isSameStream) gone.delete(earlier.id)
      if (gone.size > 0) news.replaced ??= new Set()
      for (const base of gone) news.replaced?.add(base)
      const isReplaced = news.replaced?.has(entry.id) === true
      news.open = isReplaced ? left : [...left, { id: entry.id, value: brief(valueText(change)) }]
      if (isSameStream) news.streams.pop()
      news.streams.push({ stream: range.stream, seq: entry.seq, id: entry.id })
    }
  }

  /** Whether several values nobody has decided between would stand in the field, and did not before. */
  function differs(key: string, news: FieldNews): boolean {
    const [scopeKey = '', entity = '', id = '', field = ''] = key.split('\n')
    const scope = scopeByKey(database, scopeKey)
    const here = scope === undefined ? undefined : fieldOf(database, scope, entity, id, field)
    if (here?.differing === true) return false
    const left = (here?.heads ?? []).filter(
      (head) => news.replaced?.has(head) !== true && !isContinued(head, news),
    )
    const values = new Set(news.open.map(({ value }) => value))
    if (left.length > 0 && here?.value != null) values.add(brief(here.value))
    return values.size > 1
  }

  /** A later change of the same stream takes the place of an earlier one. */
  function isContinued(head: string, news: FieldNews): boolean {
    const place = placeById(database, head)
    if (place === undefined) return false
    const key = streamByNumber(database, place.stream)?.key
    return news.streams.some(({ stream, seq }) => stream === key && seq > place.seq)
  }

  async function finish(
    evidence: ReadonlySet<Sha256>,
    newFiles: number,
  ): Promise<Pick<ReadInspection, 'totals' | 'communes'>> {
    const { rest } = slices()
    for (const [key, news] of fields) {
      await rest()
      if (!differs(key, news)) continue
      totals.differing++
      if (news.commune !== null) countsOf(news.commune).differing++
    }
    for (const [commune, files] of filesOf)
      countsOf(commune).files = [...files].filter((sha256) => evidence.has(sha256)).length
    const { units } = installation
    return {
      totals: { ...totals, files: evidence.size, newFiles },
      communes: [...byCommune]
        .map(([unit, counts]) => ({ unit, unitName: units.nameOf(unit), ...counts }))
        .sort((a, b) => (a.unitName < b.unitName ? -1 : 1)),
    }
  }

  return { take, finish }
}

function brief(text: string): string {
  return text.length <= longestKept ? text : hash('sha256', text, 'hex')
}

function nothing(): Counts {
  return { new: 0, known: 0, differing: 0, refused: 0, files: 0 }
}
