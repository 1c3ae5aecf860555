import { CallError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { UnitView } from '../../../shared/contract/views.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import type { Level } from '../../../shared/domain/journal/facts.ts'
import {
  claimedChain,
  judgeBundleHead,
  readBundleHead,
  type BundleHead,
  type BundleTrust,
} from '../../bundles/bundle-head.ts'
import type { ByteSource } from '../../bundles/hashed-read.ts'
import { Manifest } from '../../bundles/manifest.ts'
import { readBundle } from '../../bundles/reader.ts'
import { fingerprint, type Certificate } from '../../journal/certificates.ts'
import type { Change } from '../../journal/entry.ts'
import { applyBundle } from './bundle-apply.ts'
import { confirmRoot } from './bundle-apply-many.ts'
import { exportBundle, type ExportedFile } from './bundle-export.ts'
import type { Reporting } from './bundle-progress.ts'
import { startFileName } from './bundle-names.ts'
import { withBundle, type BundleFile } from './bundle-sources.ts'
import { isSameFingerprint } from '../trust/device-certify.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import type { Officer } from '../office/officers.ts'
import { beginAs } from '../office/setup.ts'
import { today } from '../today.ts'
import type { Unit } from '../catalogue/units.ts'

/** Start files (tệp mở máy): unit, trust, criteria and cycles for an office that has nothing yet. */

export type StartFile = ExportedFile & { readonly unit: Unit }

/**
 * Makes one start file for each unit below.
 * @param folder where to put them; null: in the outbox
 * @throws CallError `noTrust` while this device is not certified, `forbidden` for a unit that is not below
 */
export async function makeStartFiles(
  installation: Installation,
  wanted: { readonly units: readonly UnitId[]; readonly folder: string | null; readonly app: string },
  { report, signal }: Reporting,
): Promise<readonly StartFile[]> {
  const { units, trust } = installation
  const own = ownDevice(installation)
  if (trust.certificateOf(own.id) === null) throw new CallError('noTrust', {})
  const chosen = [...new Set(wanted.units)].map((id) => units.get(id))
  for (const { id } of chosen) {
    if (id === own.unit || !units.isWithin(id, own.unit))
      throw new CallError('forbidden', { permission: 'exchange' })
    if (!units.existsOn(id, today(installation)))
      throw new CallError('unitNotOfDay', { unit: units.nameOf(id) })
  }
  const taken = new Set<string>()
  const made: StartFile[] = []
  for (const [done, unit] of chosen.entries()) {
    signal.throwIfAborted()
    report({ step: 'startFiles', done, total: chosen.length, item: unit.name })
    const name = startFileName(unit, taken)
    const { made: files } = await exportBundle(
      installation,
      {
        ...{ to: unit.id, folder: wanted.folder, kind: 'start', app: wanted.app },
        // whoever begins has no key yet
        choices: { what: 'everything', withFiles: false, encrypt: false, partBytes: null },
        nameOf: () => name,
      },
      { report: () => {}, signal },
    )
    for (const file of files) made.push({ ...file, unit })
  }
  return made
}

type OpenedStart = {
  readonly head: BundleHead
  readonly manifest: Manifest
  readonly root: Certificate
  readonly trust: BundleTrust
}

/** Who made a start file and for whom, by its own word: the root is trusted only for the time of reading. */
async function openStart(
  { units, trust: known }: Installation,
  source: ByteSource,
  name: string,
): Promise<OpenedStart> {
  const head = await readBundleHead(source, name)
  const manifest = Manifest.safeParse(head.value).data
  const root = claimedChain(head, units.wasWithin)?.at(-1)
  if (manifest === undefined || root === undefined || manifest.kind !== 'start')
    throw new CallError('bundleNotOurs', { name })
  const trust: BundleTrust = {
    roots: new Set([root.device]),
    certificatesOf: () => [],
    isWithin: units.wasWithin,
    rootsWith: known.chainTrust().rootsWith,
    ownUnit: manifest.addressee.unit,
  }
  return { head, manifest, root, trust }
}

/**
 * Looks into a start file; nothing is written.
 * @throws CallError `bundleNotOurs`, `bundleCut`, `bundleDamaged`, `bundleNewer`
 */
export async function inspectStartFile(
  installation: Installation,
  file: BundleFile,
  { signal }: Pick<Reporting, 'signal'>,
): Promise<Output<'setup.inspectStartFile'>> {
  const { units } = installation
  return await withBundle(file, async (source) => {
    const { head, manifest, root, trust } = await openStart(installation, source, file.name)
    const { cycles, unit } = await readCatalogue(source, file.name, trust, signal)
    const addressee = units.find(manifest.addressee.unit) ?? unit
    const sender = units.find(head.author.unit)
    if (addressee === undefined || sender === undefined)
      throw new CallError('bundleNotOurs', { name: file.name })
    return {
      unit: viewOf(installation, addressee),
      sender: units.view(sender),
      rootFingerprint: fingerprint(root.device),
      cycles,
      created: manifest.created,
    }
  })
}

/** A unit that only the start file knows has its parent among the shipped ones. */
function viewOf({ units }: Installation, unit: Unit): UnitView {
  const parent = unit.parent === null ? undefined : units.find(unit.parent)
  const path =
    parent === undefined
      ? []
      : [parent.name, ...units.above(parent.id).map((each) => units.nameOf(each.unit))]
  return { ...units.view(unit), path }
}

type StartCatalogue = { readonly cycles: string[]; readonly unit: Unit | undefined }

/** Names of the cycles, and the addressee as the catalogues describe it. */
async function readCatalogue(
  source: ByteSource,
  name: string,
  trust: BundleTrust,
  signal: AbortSignal,
): Promise<StartCatalogue> {
  const cycles = new Map<string, string>()
  const unit = new Map<string, unknown>()
  const take = ({ entity, id, field, value }: Change): void => {
    if (entity === 'cycle' && field === 'name' && typeof value === 'string') cycles.set(id, value)
    if (entity === 'unit' && id === trust.ownUnit) unit.set(field, value)
  }
  await readBundle(
    source,
    name,
    trust,
    {
      entries: (batch) => {
        for (const { entry, range } of batch) if (range.problem === null) entry.changes.forEach(take)
      },
    },
    { signal },
  )
  const [unitName, level, code] = [unit.get('name'), unit.get('level'), unit.get('code')]
  const described =
    typeof unitName === 'string' && (level === 'district' || level === 'commune')
      ? {
          id: trust.ownUnit,
          name: unitName,
          level: level as Level,
          code: typeof code === 'string' ? code : '',
          parent: (unit.get('parent') ?? null) as UnitId | null,
        }
      : undefined
  return { cycles: [...cycles.values()], unit: described }
}

export type FromStartFile = {
  readonly file: BundleFile
  /** As read out by phone. */
  readonly rootFingerprint: string
  readonly deviceName: string
  readonly officerName: string
  readonly password?: string | undefined
}

/**
 * First start from a start file: its content first, then device and officer at once.
 * @throws CallError `alreadySetUp`, `fingerprintDiffers`, and as `inspectStartFile`
 */
export async function beginFromStartFile(
  installation: Installation,
  action: string,
  wanted: FromStartFile,
  { report, signal }: Reporting,
): Promise<Officer> {
  if (installation.own !== null) throw new CallError('alreadySetUp', {})
  const { file } = wanted
  const unit = await withBundle(file, async (source) => {
    const { head, manifest, root, trust } = await openStart(installation, source, file.name)
    if (!isSameFingerprint(wanted.rootFingerprint, fingerprint(root.device)))
      throw new CallError('fingerprintDiffers', {})
    await applyBundle(
      installation,
      source,
      { head: judgeBundleHead(head, trust), trust, confirm: { what: 'nothing' } },
      {
        ...{ name: file.name, report, signal },
        alongside: () => {
          confirmRoot(installation, root)
        },
      },
    )
    return manifest.addressee.unit
  })
  return await beginAs(installation, action, { ...wanted, unit }, () => {})
}
