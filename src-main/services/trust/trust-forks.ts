import type { Output } from '../../../shared/contract/contract.ts'
import type { ForkBranch } from '../../../shared/contract/trust.ts'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { nameOfDevice } from '../../journal/certificates.ts'
import type { OpenRoot } from '../../journal/root-keys.ts'
import { readBranches } from '../../journal/stream-branches.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import type { TrustList } from '../../journal/trust-lists.ts'
import { entryById, type EntryPlace } from '../../storage/entries.ts'
import { allStreams, type StreamRow } from '../../storage/streams.ts'
import type { Installation } from '../office/installation.ts'
import { issueList, signerOf } from './trust-issue.ts'
import { storedPoint, type NamedPoint } from './trust-revoke.ts'

/** Streams with several branches, and which of them counts (JOURNAL 25). */

type Fork = Output<'trust.forks'>[number]

/** Every forked stream but those of offices, which stay within their unit. */
export function listForks(installation: Installation): readonly Fork[] {
  const { database, journal, trust, units } = installation
  return allStreams(database)
    .filter(({ key, channel }) => channel !== 'office' && journal.health.forkedFrom(key) !== null)
    .map((stream): Fork => {
      const parts = parseStreamKey(stream.key)
      const certificate = parts === undefined ? undefined : trust.certificatesOf(parts.device)[0]
      const facts = parts === undefined ? null : trust.deviceFacts(parts.device)
      return {
        stream: stream.key,
        deviceName: facts?.name ?? (certificate === undefined ? '' : nameOfDevice(certificate)),
        unitName: units.nameOf(facts?.unit ?? certificate?.unit ?? stream.audience),
        about: units.nameOf(stream.audience),
        branches: branchesOf(installation, stream),
      }
    })
}

/** How many streams wait for somebody to say which branch counts. */
export function openForks(installation: Installation): number {
  return listForks(installation).filter(({ branches }) => !branches.some(({ counts }) => counts)).length
}

function branchesOf(installation: Installation, stream: StreamRow): ForkBranch[] {
  const places = installation.journal.health.saidPlaces(stream.key)
  const tree = readBranches(places)
  const followed = new Set(places.map(({ prev }) => prev))
  const ends = places.filter(({ id }) => !followed.has(id))
  return ends.map((end) => {
    const alone = places.filter(
      (place) =>
        tree.liesBefore(place, end) &&
        !ends.some((other) => other.id !== end.id && tree.liesBefore(place, other)),
    )
    return branchOf(installation, stream, end, alone)
  })
}

function branchOf(
  { database, journal }: Installation,
  stream: StreamRow,
  end: EntryPlace,
  alone: readonly EntryPlace[],
): ForkBranch {
  const rows = alone.flatMap(({ id }) => entryById(database, id) ?? [])
  const times = rows.map(({ time }) => time)
  const counted = journal.health.judge(stream.key, end.seq, end.id)
  return {
    point: { stream: stream.key, seq: end.seq, id: end.id as EntryId },
    entries: rows.length,
    from: Math.min(...times),
    until: Math.max(...times),
    officers: [...new Set(rows.map(({ officer }) => officer))].slice(0, 5),
    counts: counted === true || counted === 'waiting',
  }
}

/**
 * Says by a new list which branch of a stream counts.
 * @throws CallError `notFound`; as `issueList`
 */
export function chooseBranch(
  installation: Installation,
  chosen: NamedPoint,
  opened: readonly OpenRoot[],
): TrustList {
  const signed = signerOf(installation, opened)
  const point = storedPoint(installation, chosen, chosen.stream.slice(0, 64))
  return issueList(installation, signed, (content) => ({
    ...content,
    // another fork of the same stream, further on, needs a point further on: the last one says it all
    branches: [...content.branches.filter(({ stream }) => stream !== point.stream), point],
  }))
}
