import { z } from 'zod'
import type { Output } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import { BundleAnswer, ExportContent } from '../../../shared/contract/exchange.ts'
import { Sha256, UnitId, type Day } from '../../../shared/domain/ids.ts'
import { shortCode } from '../../bundles/format.ts'
import { decisionsBehind } from '../../storage/unsent.ts'
import { lastOfStream } from '../../storage/entries.ts'
import { outboxItems, type OutboxItem } from '../../storage/outbox.ts'
import { allReceipts, wantedFiles } from '../../storage/receipts.ts'
import { allStreams } from '../../storage/streams.ts'
import type { ExportChoices } from './bundle-export.ts'
import { carriesNews, confirmedBy } from './bundle-receipts.ts'
import { maySee, recipients } from './bundle-visibility.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { dayOf } from '../today.ts'

/** What was sent to whom, and what of it is confirmed. */

const Choices = z.object({
  what: ExportContent.default('everything'),
  withFiles: z.boolean().default(true),
  encrypt: z.boolean().optional(),
  partBytes: z.int().nullable().default(null),
  kind: z.string().default('results'),
  answer: z.boolean().default(false),
})

/** Everything sent, newest first. Of the unconfirmed ones for a unit the newest holds all that the others hold. */
export function listOutbox(installation: Installation): Output<'bundles.outbox'> {
  const { database, units } = installation
  const seen = new Set<string>()
  return outboxItems(database).map((item) => {
    const replaced = seen.has(item.addressee)
    seen.add(item.addressee)
    const { what, withFiles } = choicesOf(item)
    return {
      ...{
        bundle: Sha256.parse(item.bundle),
        shortCode: shortCode(Sha256.parse(item.bundle)),
        time: item.time,
      },
      ...{ to: UnitId.parse(item.addressee), toName: units.nameOf(item.addressee), name: item.fileName },
      ...{ size: item.size, entries: item.entries, files: item.files, what, withFiles },
      ...{ confirmed: item.confirmed, awaited: !needsNoReceipt(installation, item) },
      ...{ answer: answerOf(item), replaced },
    }
  })
}

/** What was chosen for a bundle that was sent. @throws CallError `notFound` */
export function sentBundle(
  { database }: Installation,
  bundle: Sha256,
): { readonly to: UnitId; readonly choices: ExportChoices } {
  const item = outboxItems(database).find((each) => each.bundle === bundle)
  if (item === undefined) throw new CallError('notFound', { what: 'file' })
  return { to: UnitId.parse(item.addressee), choices: choicesOf(item) }
}

/** Units for which a start file was made here. */
export function unitsWithStartFile({ database }: Installation): ReadonlySet<string> {
  const made = outboxItems(database).filter((item) => choicesOf(item).kind === 'start')
  return new Set(made.map(({ addressee }) => addressee))
}

const mostNames = 3

/** So many days a receipt may take before it is asked after. */
export const graceDays = 3
const dayMilliseconds = 86_400_000

/**
 * To whom something was sent that is not confirmed for longer than the days of grace, and since when; null when nothing is. Start files
 * wait for nothing, and neither does a receipt unless a decision of this unit went along with it.
 */
export function unconfirmedSince(
  installation: Installation,
): { readonly count: number; readonly since: Day; readonly units: string } | null {
  const waiting = new Map<string, number>()
  const closed = new Set<string>()
  // newest first: the oldest of an unbroken row of unconfirmed ones says since when
  for (const item of outboxItems(installation.database)) {
    const { addressee, confirmed, time } = item
    if (closed.has(addressee) || needsNoReceipt(installation, item)) continue
    if (confirmed !== null) closed.add(addressee)
    else waiting.set(addressee, time)
  }
  const until = installation.clock.now() - graceDays * dayMilliseconds
  const late = [...waiting].filter(([, time]) => time <= until)
  if (late.length === 0) return null
  return {
    count: late.length,
    since: dayOf(Math.min(...late.map(([, time]) => time))),
    units: namesInShort(late.map(([unit]) => installation.units.nameOf(unit))),
  }
}

/** The first names of a list, for one line. */
export function namesInShort(names: readonly string[]): string {
  return names.length > mostNames ? `${names.slice(0, mostNames).join(', ')}…` : names.join(', ')
}

/** For what a bundle was made: `start`, `results` or `return`. */
export function kindOfSent(item: OutboxItem): string {
  return choicesOf(item).kind
}

function needsNoReceipt(installation: Installation, item: OutboxItem): boolean {
  const { kind, answer } = choicesOf(item)
  return kind === 'start' || !carriesNews(item) || (answer && !holdsOwnDecision(installation, item))
}

/** Whether a bundle holds a decision of this device that its addressee has not confirmed. */
function holdsOwnDecision(installation: Installation, { addressee, streams }: OutboxItem): boolean {
  const { database, own } = installation
  const by = confirmedBy(installation, addressee as UnitId)
  const upTo = Heads.parse(JSON.parse(streams))
  return allStreams(database).some((stream) => {
    const head = upTo[stream.key]
    if (head === undefined || stream.device !== own?.id || stream.channel !== 'sheet') return false
    return decisionsBehind(database, stream.num, by.furthest(stream)).some(({ seq }) => seq <= head.seq)
  })
}

const Heads = z.record(z.string(), z.object({ seq: z.int() }))

/** How far each unit above, or below that takes part, has confirmed this unit's own work. */
export function listConfirmations(installation: Installation): Output<'bundles.confirmations'> {
  const { database, units, trust } = installation
  const own = ownDevice(installation)
  const wanted = wantedFiles(database)
  const receipts = allReceipts(database)
  const streams = allStreams(database).filter(({ device }) => trust.deviceFacts(device)?.unit === own.unit)
  return recipients(installation)
    .filter(({ id }) => id !== own.unit)
    .map(({ id, name }) => {
      const isTheirs = ({ device }: { readonly device: string }): boolean =>
        trust.deviceFacts(device)?.unit === id
      const by = confirmedBy(installation, id)
      const sum = { entries: 0, confirmed: 0 }
      for (const stream of streams) {
        if (!maySee(units, own.unit, id, stream)) continue
        sum.entries += lastOfStream(database, stream.num)[0]?.seq ?? 0
        sum.confirmed += by.furthest(stream)
      }
      const times = receipts.filter(isTheirs).map(({ time }) => time)
      return {
        ...{ unit: id, unitName: name, receipt: times.length === 0 ? null : Math.max(...times), ...sum },
        wanted: new Set(wanted.filter(isTheirs).map(({ sha256 }) => sha256)).size,
      }
    })
}

function choicesOf({ selection }: OutboxItem): ExportChoices & { kind: string; answer: boolean } {
  return Choices.parse(JSON.parse(selection))
}

function answerOf({ answer }: OutboxItem): BundleAnswer | null {
  return answer === null ? null : (Answer.safeParse(JSON.parse(answer)).data ?? null)
}

const Answer = z.object(BundleAnswer.shape)
