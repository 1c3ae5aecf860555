import { z } from 'zod'
import { Day, DeviceId, EntryId, UnitId } from '../domain/ids.ts'
import { command, operation, query } from './define.ts'
import { FileTicket, Ticket } from './frames.ts'

/**
 * Trust without internet (JOURNAL 31–35): the root and its key file, trust lists, what a certificate says about this device, and
 * what became of a folder that was copied or restored. Requests and certificates themselves are the calls `devices.*`.
 */

/** Why this folder goes on as a new device; keys of sentences. */
export const DeviceChange = z.strictObject({
  why: z.enum(['keyMissing', 'restored', 'copied', 'forked']),
  time: z.int(),
  former: DeviceId,
  formerName: z.string(),
  /** Whose signed bundle said that somebody has what this folder lacks; null: the folder itself shows it. */
  reportedBy: z.strictObject({ unitName: z.string(), deviceName: z.string() }).nullable(),
})
export type DeviceChange = z.infer<typeof DeviceChange>

export const RootView = z.strictObject({
  id: DeviceId,
  name: z.string(),
  unitName: z.string(),
  fingerprint: z.string(),
  /** The key of the root is this device's own, on a stick of this unit, or somewhere else. */
  held: z.enum(['thisDevice', 'offline', 'elsewhere']),
})
export type RootView = z.infer<typeof RootView>

const point = z.strictObject({ stream: z.string().max(200), seq: z.int().min(1), id: EntryId })

export const OfficeCutView = z.strictObject({
  device: DeviceId,
  deviceName: z.string(),
  /** Acts of its that are stored, and how many of them count. */
  entries: z.int(),
  counting: z.int(),
  /** When the last one that counts came here; null: none counts. */
  lastCounting: z.int().nullable(),
  /** Whether this unit has said up to where they count. */
  cut: z.boolean(),
})

export const StreamPoint = z.strictObject({
  stream: z.string(),
  channel: z.enum(['sheet', 'catalogue']),
  unitName: z.string(),
  /** Stored changes of the stream. */
  entries: z.int(),
  /** The last one that would count, when its author says that it was made, and when it came here; null: none. */
  point: point.extend({ time: z.int(), arrived: z.int() }).nullable(),
  /** Stored changes behind it. */
  behind: z.int(),
})
export type StreamPoint = z.infer<typeof StreamPoint>

export const ForkBranch = z.strictObject({
  point,
  /** Changes of this branch alone. */
  entries: z.int(),
  from: z.int(),
  until: z.int(),
  officers: z.array(z.string()),
  counts: z.boolean(),
})
export type ForkBranch = z.infer<typeof ForkBranch>

export const LostWork = z.strictObject({
  device: DeviceId,
  deviceName: z.string(),
  reason: z.enum(['revoked', 'forked', 'unsealed']),
  fields: z.array(
    z.strictObject({
      /** Names the value for `trust.adopt`. */
      key: z.string(),
      /** The same for the values of two branches of one field: one of them can be taken over. */
      field: z.string(),
      /** The latest of its field, of which no branch's value counts by now. */
      suggested: z.boolean(),
      label: z.string(),
      unitName: z.string(),
      lost: z.string().nullable(),
      now: z.string().nullable(),
      officer: z.string(),
      time: z.int(),
    }),
  ),
  /** What cannot be taken over: decisions and certificates have to be made again. */
  others: z.int(),
})
export type LostWork = z.infer<typeof LostWork>

/** The shortest passphrase of a root's key. */
export const shortestPassphrase = 12
const passphrase = z.string().min(shortestPassphrase).max(200)
const typedPassphrase = z.string().min(1).max(200)
/** The root's key where it does not lie on this machine. */
const rootKey = { keyFile: Ticket.optional(), passphrase: typedPassphrase.optional() }
const rootErrors = ['rootKeyNeeded', 'rootKeyNotOurs', 'passphraseWrong', 'trustListMissing'] as const
const issued = z.strictObject({ number: z.int() })

export const trustCalls = {
  'trust.state': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Null while no root is trusted here. */
      root: RootView.nullable(),
      formerRoots: z.array(RootView),
      /** The domain's root was handed on to several others; a person has to confirm one of them. */
      disputed: z.array(RootView),
      joined: RootView.nullable(),
      /** The root above, whose list has yet to be joined. */
      joinable: RootView.nullable(),
      list: z
        .strictObject({ number: z.int(), time: z.int(), revoked: z.int(), several: z.boolean() })
        .nullable(),
      /** Whether this unit holds the root: it issues lists. */
      issues: z.boolean(),
      certificate: z.strictObject({
        state: z.enum(['root', 'none', 'valid', 'expiring', 'expired']),
        until: z.int().nullable(),
        daysLeft: z.int().nullable(),
        issuerName: z.string(),
      }),
      /** Other devices of this unit, whose place this one may take. */
      siblings: z.array(z.strictObject({ id: DeviceId, name: z.string(), replaced: z.boolean() })),
      change: DeviceChange.nullable(),
      forks: z.int(),
      lost: z.int(),
    }),
  }),
  /** A new root key, locked with a passphrase, and the sheet to print. Nothing changes until `trust.rotateRoot` gets the file back. */
  'trust.prepareRoot': operation({
    permit: 'manageDevices',
    input: z.strictObject({ passphrase, name: z.string().trim().min(1).max(100).optional() }),
    output: z.strictObject({ keyFile: FileTicket, sheet: FileTicket, fingerprint: z.string() }),
    errors: ['notSetUp', 'forbidden'],
  }),
  /** Whose key a file holds. */
  'trust.openRoot': operation({
    permit: 'manageDevices',
    input: z.strictObject({ keyFile: Ticket, passphrase: typedPassphrase }),
    output: RootView.extend({ isPresent: z.boolean() }),
    errors: ['rootKeyNotOurs', 'passphraseWrong'],
  }),
  /**
   * Hands the domain on to the root in a key file, by a new trust list, and certifies this device by it. Where the present root is
   * offline too, its file comes along (in any order).
   */
  'trust.rotateRoot': operation({
    permit: 'manageDevices',
    input: z.strictObject({
      keyFiles: z.array(Ticket).min(1).max(2),
      passphrase: typedPassphrase,
      presentPassphrase: typedPassphrase.optional(),
      /** The former root is no longer trusted with anything that it did not do before. */
      revokeFormer: z.boolean().optional(),
    }),
    output: z.strictObject({ number: z.int(), fingerprint: z.string() }),
    errors: [...rootErrors, 'noTrust', 'forbidden'],
    touches: ['devices', 'session', 'sheets', 'cycles', 'history'],
  }),
  /** Certifies this device by the root in a key file: a new machine of the leading office, or a renewal. */
  'trust.certifyHere': operation({
    permit: 'manageDevices',
    input: z.strictObject({ keyFile: Ticket, passphrase: typedPassphrase }),
    output: z.strictObject({ fingerprint: z.string(), until: z.int() }),
    errors: ['rootKeyNotOurs', 'passphraseWrong', 'bundleOutOfScope', 'notSetUp'],
    touches: ['devices', 'session', 'sheets', 'cycles'],
  }),
  /** Up to where each stream of a device would count when it is revoked: everything that came here by the end of a day. */
  'trust.devicePoints': query({
    permit: 'view',
    input: z.strictObject({ device: DeviceId, until: Day.optional() }),
    output: z.strictObject({
      device: DeviceId,
      deviceName: z.string(),
      unit: UnitId,
      unitName: z.string(),
      revoked: z.boolean(),
      streams: z.array(StreamPoint),
    }),
    errors: ['notFound'],
  }),
  'trust.revoke': operation({
    permit: 'manageDevices',
    input: z.strictObject({
      device: DeviceId,
      why: z.string().trim().min(1).max(500),
      until: z.array(point).max(20_000),
      ...rootKey,
    }),
    output: issued,
    errors: [...rootErrors, 'notFound', 'forbidden'],
    touches: ['devices', 'sheets', 'documents', 'cycles', 'criteria', 'history', 'exchange'],
  }),
  /** Revoked machines of this unit that wrote into its office: officers, drafts, marks, what was set aside. */
  'trust.officeCuts': query({ permit: 'view', input: z.strictObject({}), output: z.array(OfficeCutView) }),
  /** Lets the inner work of a revoked machine count as far as it had come by the end of a day; null: none of it. */
  'trust.cutOffice': command({
    permit: 'manageDevices',
    input: z.strictObject({
      device: DeviceId,
      until: Day.nullable(),
      why: z.string().trim().min(1).max(500),
    }),
    output: OfficeCutView,
    errors: ['notFound'],
    touches: ['devices', 'officers', 'sheets', 'documents', 'criteria', 'history', 'exchange'],
  }),
  'trust.forks': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        stream: z.string(),
        deviceName: z.string(),
        unitName: z.string(),
        about: z.string(),
        branches: z.array(ForkBranch),
      }),
    ),
  }),
  'trust.chooseBranch': operation({
    permit: 'manageDevices',
    input: z.strictObject({ point, ...rootKey }),
    output: issued,
    errors: [...rootErrors, 'notFound', 'forbidden'],
    touches: ['devices', 'sheets', 'documents', 'cycles', 'criteria', 'history', 'exchange'],
  }),
  /** Names the root above, which has certified this device, in the list of the own domain (JOURNAL 32). */
  'trust.join': operation({
    permit: 'manageDevices',
    input: z.strictObject({ ...rootKey }),
    output: issued,
    errors: [...rootErrors, 'noTrust', 'forbidden'],
    touches: ['devices', 'sheets', 'cycles'],
  }),
  /** A new list that follows all lists at hand: two copies of the root had each issued one. */
  'trust.settleLists': operation({
    permit: 'manageDevices',
    input: z.strictObject({ ...rootKey }),
    output: issued,
    errors: [...rootErrors, 'forbidden'],
    touches: ['devices', 'sheets', 'cycles'],
  }),
  /** After a comparison by phone: which of several roots is the true one. */
  'trust.confirmRoot': command({
    permit: 'manageDevices',
    input: z.strictObject({ fingerprint: z.string().max(80) }),
    output: z.strictObject({}),
    errors: ['fingerprintDiffers'],
    touches: ['devices', 'sheets', 'cycles'],
  }),
  'trust.lists': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        number: z.int(),
        time: z.int(),
        rootName: z.string(),
        fingerprint: z.string(),
        revoked: z.array(z.strictObject({ deviceName: z.string(), unitName: z.string(), why: z.string() })),
        branches: z.int(),
        /** `counts`, `replaced` by a newer one, or `void`: of a former or unknown root. */
        state: z.enum(['counts', 'replaced', 'void']),
      }),
    ),
  }),
  /** Says whose place this device takes; it stands in its next request. */
  'trust.setReplaced': command({
    permit: 'manageDevices',
    input: z.strictObject({ devices: z.array(DeviceId).max(16) }),
    output: z.strictObject({}),
    errors: ['notFound'],
    touches: ['devices'],
  }),
  /** The request of this device on paper, with its fingerprint as a square code. */
  'trust.requestSheet': operation({
    permit: 'manageDevices',
    input: z.strictObject({}),
    output: FileTicket,
    errors: ['notSetUp'],
  }),
  /** Work of this unit's devices that is stored but does not count: behind a revocation, on another branch, or never sealed. */
  'trust.lost': query({ permit: 'view', input: z.strictObject({}), output: z.array(LostWork) }),
  /** Takes values of such work over as own changes of this device, one of a field. */
  'trust.adopt': command({
    permit: 'manageDevices',
    input: z.strictObject({ device: DeviceId, fields: z.array(z.string().max(500)).min(1).max(5000) }),
    output: z.strictObject({ adopted: z.int() }),
    errors: ['notFound', 'forbidden', 'changedMeanwhile'],
    touches: ['devices', 'sheets', 'documents', 'cycles', 'criteria', 'history', 'officers'],
  }),
  /** The sentence about a copied or restored folder was read. */
  'trust.noteRead': command({
    permit: 'manageDevices',
    input: z.strictObject({}),
    output: z.strictObject({}),
    touches: ['devices'],
  }),
}
