import { z } from 'zod'
import { DeviceId, DepartmentId, OfficerId, UnitId } from '../domain/ids.ts'
import { Permission, Role } from '../domain/permissions.ts'
import { command, operation, query } from './define.ts'
import { Ticket } from './frames.ts'
import { DeviceChange } from './trust.ts'
import { shortText, UnitView, wholeDay } from './views.ts'

/** Who sits in front of the window. */
export const SignedIn = z.strictObject({
  officer: OfficerId,
  name: z.string(),
  roles: z.array(Role),
  department: DepartmentId.nullable(),
  permissions: z.array(Permission),
})
export type SignedIn = z.infer<typeof SignedIn>

export const SessionState = z.strictObject({
  /** `new`: nothing chosen yet; the first-start page shows. */
  stage: z.enum(['new', 'ready']),
  unit: UnitView.nullable(),
  demo: z.boolean(),
  device: z
    .strictObject({
      id: DeviceId,
      name: z.string(),
      /** Eight groups of five digits, to be read out by phone. */
      fingerprint: z.string(),
      certified: z.boolean(),
      /** This folder was copied or restored and goes on as a new device; null once that is settled. */
      change: DeviceChange.nullable(),
      /** Saved work that is gone: so many own acts that never left, and when that was seen. */
      lostTail: z.strictObject({ entries: z.int(), found: z.int() }).nullable(),
    })
    .nullable(),
  officers: z.array(
    z.strictObject({ id: OfficerId, name: z.string(), roles: z.array(Role), needsPassword: z.boolean() }),
  ),
  signedIn: SignedIn.nullable(),
  version: z.string(),
  today: wholeDay,
  /** This computer's clock when it last wrote or took something in; a clock that is behind it is wrong. */
  lastWritten: z.int().nullable(),
  /** The log for those who repair the program cannot be written. */
  logFailing: z.boolean(),
})
export type SessionState = z.infer<typeof SessionState>

const password = z.string().max(200)

export const sessionCalls = {
  'session.state': query({ permit: 'anyone', input: z.strictObject({}), output: SessionState }),
  /** A single officer without a password is signed in by naming him. */
  'session.signIn': command({
    permit: 'anyone',
    input: z.strictObject({ officer: OfficerId, password: password.optional() }),
    output: SignedIn,
    errors: ['wrongPassword', 'notFound'],
    touches: ['session'],
  }),
  'session.signOut': command({
    permit: 'signedIn',
    input: z.strictObject({}),
    output: z.strictObject({}),
    touches: ['session'],
  }),
  /**
   * First start: this device becomes a device of `unit`, its first officer gets every role and is signed in. A province, and a
   * district without one (`ownRoot`), creates the root of a domain.
   */
  'setup.begin': command({
    permit: 'anyone',
    input: z.strictObject({
      unit: UnitId,
      deviceName: shortText,
      officerName: shortText,
      password: password.optional(),
      ownRoot: z.boolean(),
    }),
    output: SignedIn,
    errors: ['alreadySetUp', 'notFound'],
    touches: ['session', 'units', 'officers', 'devices', 'criteria', 'cycles'],
  }),
  /** What a start file holds; nothing is written. The fingerprint is compared by phone before `setup.fromStartFile`. */
  'setup.inspectStartFile': operation({
    permit: 'anyone',
    input: z.strictObject({ file: Ticket }),
    output: z.strictObject({
      unit: UnitView,
      sender: UnitView,
      rootFingerprint: z.string(),
      cycles: z.array(z.string()),
      created: z.int(),
    }),
    errors: ['bundleNotOurs', 'bundleCut', 'bundleDamaged', 'bundleNewer'],
  }),
  'setup.fromStartFile': operation({
    permit: 'anyone',
    input: z.strictObject({
      file: Ticket,
      rootFingerprint: z.string(),
      deviceName: shortText,
      officerName: shortText,
      password: password.optional(),
    }),
    output: SignedIn,
    errors: [
      'alreadySetUp',
      'fingerprintDiffers',
      'bundleNotOurs',
      'bundleCut',
      'bundleDamaged',
      'bundleNewer',
    ],
    touches: ['session', 'units', 'officers', 'devices', 'criteria', 'cycles'],
  }),
  /** Fills an empty installation with invented data of one district, marked as a trial wherever it shows. */
  'setup.demo': operation({
    permit: 'anyone',
    input: z.strictObject({}),
    output: SignedIn,
    errors: ['alreadySetUp'],
    touches: ['session', 'units', 'officers', 'devices', 'criteria', 'cycles', 'sheets', 'documents'],
  }),
}
