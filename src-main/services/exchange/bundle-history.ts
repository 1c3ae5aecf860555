import type { Output } from '../../../shared/contract/contract.ts'
import type { BundleSummary } from '../../../shared/contract/exchange.ts'
import { BundleSummary as Summary } from '../../../shared/contract/exchange.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { shortCode } from '../../bundles/format.ts'
import { appliedBundles } from '../../storage/bundles-applied.ts'
import { outboxItems } from '../../storage/outbox.ts'
import type { Installation } from '../office/installation.ts'

/** What is stored of an applied bundle for the list of what came in. */
export type StoredSummary = BundleSummary & {
  readonly bytes: number
  readonly entries: number
  readonly evidence: number
}

type Line = Output<'bundles.history'>[number]

/** Everything sent and received, newest first. */
export function bundleHistory(installation: Installation): Line[] {
  const { database, units } = installation
  const sent = outboxItems(database).map((item): Line => ({
    direction: 'out',
    bundle: item.bundle as Sha256,
    time: item.time,
    partnerName: units.nameOf(item.addressee),
    name: item.fileName,
    shortCode: shortCode(item.bundle as Sha256),
    size: item.size,
    entries: item.entries,
    files: item.files,
    summary: null,
  }))
  const received = appliedBundles(database).map(({ hash, time, fileName, summary }): Line => {
    const stored = JSON.parse(summary) as StoredSummary
    return {
      direction: 'in',
      bundle: hash as Sha256,
      time,
      partnerName: stored.senderName,
      name: fileName,
      shortCode: stored.shortCode,
      size: stored.bytes,
      entries: stored.entries,
      files: stored.evidence,
      summary: summaryOf({ summary }),
    }
  })
  return [...sent, ...received].sort((a, b) => b.time - a.time)
}

/** What was told when a bundle was taken in. */
export function summaryOf({ summary }: { readonly summary: string }): BundleSummary {
  const {
    bytes: _bytes,
    entries: _entries,
    evidence: _evidence,
    ...told
  } = JSON.parse(summary) as StoredSummary
  return Summary.parse(told)
}
