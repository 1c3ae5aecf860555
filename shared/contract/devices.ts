import { z } from 'zod'
import { DeviceId, UnitId } from '../domain/ids.ts'
import { command, operation, query } from './define.ts'
import { FileTicket, Ticket } from './frames.ts'
import { shortText, UnitView } from './views.ts'

/** The machines that are known here, and how one gets its certificate: request file, fingerprint by phone, certificate file. */

export const DeviceView = z.strictObject({
  id: DeviceId,
  name: z.string(),
  unit: UnitId,
  unitName: z.string(),
  fingerprint: z.string(),
  own: z.boolean(),
  state: z.enum(['certified', 'waiting', 'unknown', 'revoked']),
  issuerName: z.string(),
  lastSeal: z.int().nullable(),
  entries: z.int(),
})
export type DeviceView = z.infer<typeof DeviceView>

export const deviceCalls = {
  'devices.list': query({ permit: 'view', input: z.strictObject({}), output: z.array(DeviceView) }),
  /** The request of this device, to be sent to the level above. */
  'devices.request': operation({
    permit: 'manageDevices',
    input: z.strictObject({}),
    output: FileTicket,
    errors: ['notSetUp'],
  }),
  'devices.inspectRequest': operation({
    permit: 'manageDevices',
    input: z.strictObject({ file: Ticket }),
    output: z.strictObject({
      device: DeviceId,
      deviceName: z.string(),
      unit: UnitView,
      fingerprint: z.string(),
      own: z.boolean(),
      certified: z.boolean(),
    }),
    errors: ['requestNotOurs', 'bundleOutOfScope', 'notFound', 'fileEmpty'],
  }),
  /** After the fingerprint was compared: issues the certificate and hands out its file. */
  'devices.certify': operation({
    permit: 'manageDevices',
    input: z.strictObject({ file: Ticket, fingerprint: shortText }),
    output: FileTicket,
    errors: ['requestNotOurs', 'fingerprintDiffers', 'bundleOutOfScope', 'noTrust', 'notFound'],
    touches: ['devices'],
  }),
  'devices.installCertificate': operation({
    permit: 'manageDevices',
    input: z.strictObject({ file: Ticket, rootFingerprint: z.string().max(80).optional() }),
    output: z.strictObject({ issuerName: z.string(), rootFingerprint: z.string(), installed: z.boolean() }),
    errors: ['certificateNotOurs', 'fingerprintDiffers', 'noTrust'],
    touches: ['devices', 'session'],
  }),
  'devices.rename': command({
    permit: 'manageDevices',
    input: z.strictObject({ name: shortText }),
    output: z.strictObject({}),
    touches: ['devices', 'session'],
  }),
}
