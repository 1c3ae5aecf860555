import { Sha256, type UnitId } from '../../../shared/domain/ids.ts'
import { Manifest, type Account } from '../../bundles/manifest.ts'
import { appliedBundles, manifestOfBundle } from '../../storage/bundles-applied.ts'
import { differingSums, uncountedSums } from '../../storage/standing.ts'
import type { StoredSummary } from './bundle-history.ts'
import { maySee } from './bundle-visibility.ts'
import type { Installation } from '../office/installation.ts'

/** What became of the addressee's bundles here, for the people there: received, differing, not counted and why. */

const mostBundles = 200

/** The account for one addressee; undefined while there is nothing to say. */
export function accountFor(installation: Installation, addressee: UnitId): Account | undefined {
  const bundles = bundlesOf(installation, addressee)
  if (bundles.length === 0) return undefined
  return { bundles, communes: communesOf(installation, addressee) }
}

function bundlesOf({ database }: Installation, unit: UnitId): Account['bundles'] {
  const found: Account['bundles'] = []
  for (const { hash, time, summary } of appliedBundles(database)) {
    if (found.length === mostBundles) break
    const signed = manifestOfBundle(database, hash)
    const isTheirs = signed !== undefined && authorUnitOf(signed.manifest) === unit
    if (!isTheirs) continue
    const stored = JSON.parse(summary) as StoredSummary
    const { new: fresh, known, differing, refused, waiting, files } = stored
    found.push({
      ...{ bundle: Sha256.parse(hash), applied: time },
      ...{ new: fresh, known, differing, refused, waiting, files },
    })
  }
  return found
}

/** Kept manifests were judged when they were applied. */
function authorUnitOf(manifest: Uint8Array): UnitId | undefined {
  const value: unknown = JSON.parse(Buffer.from(manifest).toString('utf8'))
  return Manifest.safeParse(value).data?.author.unit
}

type Commune = Account['communes'][number]

function communesOf({ database, units, own: device }: Installation, addressee: UnitId): Commune[] {
  const own = device?.unit ?? addressee
  const byUnit = new Map<UnitId, Commune>()
  const communeOf = (scope: string): Commune | null => {
    const unit = unitOfScope(scope)
    const stream = { channel: 'sheet', audience: unit ?? '' }
    if (unit === null || !maySee(units, own, addressee, stream)) return null
    const known = byUnit.get(unit) ?? { unit, differing: 0, notCounted: [] }
    byUnit.set(unit, known)
    return known
  }
  for (const { scope, count } of differingSums(database)) {
    const commune = communeOf(scope)
    if (commune !== null) commune.differing += count
  }
  for (const { scope, reason, count } of uncountedSums(database)) {
    const commune = communeOf(scope)
    if (commune === null) continue
    const known = commune.notCounted.find((each) => each.reason === reason)
    if (known === undefined) commune.notCounted.push({ reason, count })
    else known.count += count
  }
  return [...byUnit.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1))
}

/** The commune of a scope of sheets or documents; keys are `sheet <cycle>/<commune>` and `documents <commune>`. */
function unitOfScope(scope: string): UnitId | null {
  if (scope.startsWith('documents ')) return scope.slice('documents '.length) as UnitId
  return scope.startsWith('sheet ') ? (scope.slice(scope.indexOf('/') + 1) as UnitId) : null
}
