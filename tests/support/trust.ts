import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Output } from '../../shared/contract/contract.ts'
import type { DeviceId } from '../../shared/domain/ids.ts'
import { anOffice, type Office } from './office.ts'

/** Roots, lists and revocations through the contract, as an officer makes them. */

export const passphrase = 'ba con trâu trắng bên sông'

export type RootKey = { readonly file: Buffer; readonly sheet: Buffer; readonly fingerprint: string }

/** A new root key as the officer carries it away. */
export async function aRootKey(office: Office, words = passphrase): Promise<RootKey> {
  const made = await office.call('trust.prepareRoot', { passphrase: words })
  return {
    file: await office.download(made.keyFile),
    sheet: await office.download(made.sheet),
    fingerprint: made.fingerprint,
  }
}

/** Hands the office's domain on to the root of this key. */
export async function moveRoot(
  office: Office,
  key: RootKey,
  present?: RootKey,
): Promise<Output<'trust.rotateRoot'>> {
  const keyFiles = [await office.upload('khóa.cqtt-root', key.file)]
  if (present !== undefined) keyFiles.push(await office.upload('khóa cũ.cqtt-root', present.file))
  return office.call('trust.rotateRoot', { keyFiles, passphrase })
}

/** Revokes a device with everything that came here by now, or with nothing. */
export async function revoke(
  office: Office,
  device: DeviceId,
  given: { key?: RootKey; keep?: boolean; why?: string } = {},
): Promise<number> {
  const { streams } = await office.call('trust.devicePoints', { device })
  const until =
    given.keep === false ? [] : streams.flatMap(({ point }) => (point === null ? [] : [placeOf(point)]))
  const withKey =
    given.key === undefined
      ? {}
      : { keyFile: await office.upload('khóa.cqtt-root', given.key.file), passphrase }
  const { number } = await office.call('trust.revoke', {
    device,
    why: given.why ?? 'Mất máy',
    until,
    ...withKey,
  })
  return number
}

export function placeOf<P extends { stream: string; seq: number; id: string }>({
  stream,
  seq,
  id,
}: P): Pick<P, 'stream' | 'seq' | 'id'> {
  return { stream, seq, id }
}

export async function deviceOf(office: Office): Promise<DeviceId> {
  return (await office.call('session.state', {})).device!.id
}

/** What everybody must agree on about a sheet. */
export async function totalOf(office: Office, assessment: string): Promise<number | null> {
  const { totals } = await office.call('sheets.get', { assessment: assessment })
  return totals.self.total
}

/** The program of a folder, started again or elsewhere; its first officer signs in. */
export async function reopened(
  place: { readonly dataDir: string; readonly keysDir: string },
  clock: Office['clock'],
): Promise<Office> {
  const folder = path.dirname(place.dataDir)
  const office = await anOffice({ dataDir: folder, keysDir: place.keysDir, begun: false, clock })
  onTestFinished(() => office.core.close())
  const { officers } = await office.call('session.state', {})
  await office.call('session.signIn', { officer: officers[0]!.id })
  return office
}
