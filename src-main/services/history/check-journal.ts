import type { Output } from '../../../shared/contract/contract.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import { rebuildProjection } from '../../journal/rebuild.ts'
import { verifyJournal } from '../../journal/verify.ts'
import type { Installation } from '../office/installation.ts'
import { ownHeadsMissing } from '../office/lost-tail.ts'
import { readUnitChanges } from '../office/open-installation.ts'

/** Makes the current state again from the journal; what was wrong is right afterwards. */
export async function* rebuild(
  installation: Installation,
): AsyncGenerator<Progress, Output<'journal.rebuild'>> {
  const rebuilt = yield* rebuildProjection(installation.journal.base)
  if (rebuilt.differed) {
    installation.journal.forget()
    readUnitChanges(installation)
    installation.log.warn('the projection differed from the journal and was made again')
  }
  return rebuilt
}

/** Verifies every byte of the journal against its hashes, chains, seals and certificates. */
export async function* verify(
  installation: Installation,
): AsyncGenerator<Progress, Output<'journal.verify'>> {
  const { database, trust, own } = installation
  const key = own === null ? null : { device: own.id, key: Buffer.from(own.keys.publicKey).toString('hex') }
  const verified = yield* verifyJournal(database, {
    ...{ chain: trust.chainTrust(), own: key },
    isFormer: (device) => trust.judgementOf(device)?.sealedOnly === true,
    missingHeads: ownHeadsMissing(installation),
  })
  return { ...verified, faults: [...verified.faults] }
}
