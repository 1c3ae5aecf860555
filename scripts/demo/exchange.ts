import type { Output } from '../../shared/contract/contract.ts'
import type { UnitId } from '../../shared/domain/ids.ts'
import type { Program } from './program.ts'

/** What offices carry to each other on a stick: start files, requests, certificates, bundles. */

export type Sent = {
  readonly path: string
  readonly size: number
  readonly entries: number
  readonly files: number
}
export type Summary = Output<'bundles.apply'>['applied'][number]

/** Makes the start file of one unit. */
export async function makeStartFile(from: Program, unit: UnitId, folder: string): Promise<string> {
  const [made] = await from.office.call('bundles.startFiles', { units: [unit], folder })
  if (made?.path == null) throw new Error('no start file was made')
  return made.path
}

/** Begins from a start file after its fingerprint was read out by phone. */
export async function beginFrom(program: Program, start: string, officerName: string): Promise<string> {
  const file = await program.office.file(start)
  const { rootFingerprint } = await program.office.call('setup.inspectStartFile', { file })
  await program.office.call('setup.fromStartFile', {
    file,
    rootFingerprint,
    deviceName: program.name,
    officerName,
  })
  return rootFingerprint
}

/** Request file → fingerprint by phone → certificate file. */
export async function certify(issuer: Program, device: Program, folder: string): Promise<string> {
  const request = await device.save(await device.office.call('devices.request', {}), folder)
  const asked = await issuer.office.file(request)
  const { fingerprint } = await issuer.office.call('devices.inspectRequest', { file: asked })
  const issued = await issuer.office.call('devices.certify', { file: asked, fingerprint })
  const certificate = await device.office.file(await issuer.save(issued, folder))
  const { installed } = await device.office.call('devices.installCertificate', { file: certificate })
  if (!installed) throw new Error('the certificate was not installed')
  return fingerprint
}

/** Exports for a unit; upwards with files. */
export async function send(from: Program, to: UnitId, folder: string, withFiles = true): Promise<Sent> {
  const { path, size, entries, files } = await from.office.call('bundles.export', { to, withFiles, folder })
  if (path === null) throw new Error('no bundle was made')
  return { path, size, entries, files }
}

/** Looks into the bundle, confirms what asks for it, applies. */
export async function take(
  at: Program,
  bundle: string,
): Promise<{ readonly summary: Summary; readonly confirmed: string | null }> {
  const file = await at.office.file(bundle)
  const [seen] = await at.office.call('bundles.inspect', { files: [file] })
  if (seen?.refusal !== null) throw new Error(`refused: ${JSON.stringify(seen?.refusal)}`)
  const confirmed = seen.state === 'confirm' ? seen.sender.fingerprint : null
  const done = await at.office.call('bundles.apply', {
    files: [file],
    confirmed: confirmed === null ? [] : [confirmed],
  })
  const [summary] = done.applied
  if (summary === undefined) throw new Error(`refused: ${JSON.stringify(done.refused)}`)
  return { summary, confirmed }
}
