import { z } from 'zod'

/**
 * Every way in which a call can fail, with the details that its sentence needs. The code is the key of the sentence in
 * `shared/text` (`error.<code>`); a test asks every language for every code. Anything that is not here is a bug and reaches
 * the caller as `internal` with a reference into the log.
 */

/** A place in a filled template (row and column may be 0 and "") and what is wrong or doubtful there. */
export const TemplateMistake = z.strictObject({
  sheet: z.string(),
  row: z.int(),
  column: z.string(),
  reason: z.string(),
  details: z.record(z.string(), z.string()),
})
export type TemplateMistake = z.infer<typeof TemplateMistake>

const place = z.strictObject({ path: z.string(), code: z.string() })

export const errorDetails = {
  // the call itself
  unknownCall: z.strictObject({ call: z.string() }),
  invalidInput: z.strictObject({ fields: z.array(place) }),
  notSignedIn: z.strictObject({}),
  forbidden: z.strictObject({ permission: z.string() }),
  cancelled: z.strictObject({}),
  internal: z.strictObject({ logReference: z.string() }),
  /** Made by the window itself: the program does not answer any more. */
  disconnected: z.strictObject({}),
  notFound: z.strictObject({ what: z.string() }),
  // setting up and signing in
  alreadySetUp: z.strictObject({}),
  notSetUp: z.strictObject({}),
  wrongPassword: z.strictObject({ waitSeconds: z.int() }),
  lastAdmin: z.strictObject({}),
  // sheets
  changedMeanwhile: z.strictObject({
    officer: z.string(),
    unit: z.string(),
    time: z.int(),
    /** What stands now, to be named as seen by who wants to write over it. */
    seen: z.array(z.string()).optional(),
  }),
  invalidAnswer: z.strictObject({ criterion: z.string(), problem: z.string() }),
  sheetFrozen: z.strictObject({ by: z.string() }),
  wrongStage: z.strictObject({ status: z.string() }),
  reasonNeeded: z.strictObject({}),
  paperNeeded: z.strictObject({}),
  recogniseRefused: z.strictObject({ units: z.string() }),
  /** Of many communes one could not be written, so none was. */
  oneOfManyRefused: z.strictObject({ unit: z.string() }),
  openDifferences: z.strictObject({ count: z.int() }),
  notComplete: z.strictObject({ missing: z.array(z.string()) }),
  notEnteredHere: z.strictObject({ criterion: z.string() }),
  notParticipant: z.strictObject({}),
  /** A unit that does not exist on the day it is wanted for. */
  unitNotOfDay: z.strictObject({ unit: z.string() }),
  daysInWrongOrder: z.strictObject({}),
  cannotUndo: z.strictObject({ why: z.enum(['notLatest', 'notOwnUnit', 'decision', 'nothing']) }),
  /** Text that cannot be kept: control characters, lone surrogates, unassigned code points, direction overrides. */
  unacceptableText: z.strictObject({ position: z.int() }),
  tooLong: z.strictObject({ limit: z.int() }),
  // criteria sets
  templateMistakes: z.strictObject({
    mistakes: z.array(TemplateMistake),
    more: z.int(),
  }),
  alreadyPublished: z.strictObject({}),
  // files
  fileEmpty: z.strictObject({ name: z.string() }),
  fileTooLarge: z.strictObject({ name: z.string(), limitBytes: z.int() }),
  fileTypeRefused: z.strictObject({ name: z.string(), type: z.string() }),
  fileVanished: z.strictObject({ name: z.string() }),
  fileLocked: z.strictObject({ name: z.string() }),
  /** `noAnswer`: a share or a cloud does not answer; `notRead`: the window's browser could not, and does not say why. */
  fileUnreadable: z.strictObject({ name: z.string(), why: z.enum(['readError', 'noAnswer', 'notRead']) }),
  /** Another program held a finished file for so long that it could not get its name. */
  fileHeld: z.strictObject({ name: z.string(), folder: z.string() }),
  fileMissing: z.strictObject({ sha256: z.string() }),
  fileDamaged: z.strictObject({ sha256: z.string() }),
  notExcel: z.strictObject({ name: z.string() }),
  /** An archive in an archive. */
  archiveNested: z.strictObject({ name: z.string(), archive: z.string() }),
  fileDangerous: z.strictObject({
    name: z.string(),
    why: z.enum(['tooManyParts', 'tooLargeInside', 'damagedArchive', 'textTooLong', 'locked', 'tookTooLong']),
  }),
  unknownTicket: z.strictObject({}),
  // bundles
  bundleNotOurs: z.strictObject({ name: z.string() }),
  bundleCut: z.strictObject({ name: z.string() }),
  bundleDamaged: z.strictObject({ name: z.string(), where: z.string() }),
  bundleNewer: z.strictObject({ needs: z.int(), has: z.int() }),
  bundleForOther: z.strictObject({ addressee: z.string() }),
  bundleUnknownDevice: z.strictObject({ device: z.string(), fingerprint: z.string() }),
  bundleOutOfScope: z.strictObject({ device: z.string(), unit: z.string() }),
  bundleTooLarge: z.strictObject({ limitBytes: z.int() }),
  /** Encrypted, and none of this machine's keys opens it. */
  bundleEncryptedForOther: z.strictObject({ name: z.string() }),
  /** A part of a bundle that is not whole, or not what it says it is. */
  partDamaged: z.strictObject({ name: z.string() }),
  /** The bundle would fall into more parts than the format allows. */
  tooManyParts: z.strictObject({ most: z.int() }),
  /** Bundles that wait for their parts take up all the room that they may. */
  partsFull: z.strictObject({ limitBytes: z.int() }),
  alreadySetAside: z.strictObject({}),
  /** Other applied bundles delivered all of it too, or it holds only what may never be set aside. */
  nothingToSetAside: z.strictObject({}),
  /** More entries of one sheet are set aside than a decision can name. */
  asideTooMany: z.strictObject({ limit: z.int() }),
  noTrust: z.strictObject({}),
  fingerprintDiffers: z.strictObject({}),
  certificateNotOurs: z.strictObject({}),
  requestNotOurs: z.strictObject({}),
  /** The own certificate has ended: nothing is sealed until it is renewed (JOURNAL 31). */
  certificateExpired: z.strictObject({ time: z.int() }),
  /** The folder was found to be a copy: it goes on as a new device, and what was not sent has to be looked at first. */
  folderCopied: z.strictObject({}),
  rootKeyNeeded: z.strictObject({ fingerprint: z.string() }),
  rootKeyNotOurs: z.strictObject({}),
  passphraseWrong: z.strictObject({}),
  /** A list that this device issued is not stored here: a newer one would contradict it. */
  trustListMissing: z.strictObject({ number: z.int() }),
  /** Some device of the unit cannot open what is encrypted. */
  cannotEncrypt: z.strictObject({ unit: z.string() }),
  // the machine
  /** A stick pulled out, a share lost, while somebody's folder was written to. */
  mediumVanished: z.strictObject({ folder: z.string() }),
  diskFull: z.strictObject({ neededBytes: z.int(), freeBytes: z.int() }),
  folderReadOnly: z.strictObject({ folder: z.string() }),
  folderInUse: z.strictObject({ folder: z.string() }),
  folderNewer: z.strictObject({ folder: z.string(), needs: z.int(), has: z.int() }),
  folderDamaged: z.strictObject({ folder: z.string() }),
  /** No data, but evidence or bundles beside: somebody or something took the database away. */
  folderEmptied: z.strictObject({ folder: z.string() }),
  /** Made by the window itself: the clock does not fit the time of what came before. Nothing is refused for it. */
  clockJumped: z.strictObject({ time: z.int() }),
} as const

export type ErrorCode = keyof typeof errorDetails
export type ErrorDetails<C extends ErrorCode> = z.output<(typeof errorDetails)[C]>
export const errorCodes = Object.keys(errorDetails) as readonly ErrorCode[]

/** The plain value that travels in an error frame. */
export type ErrorValue<C extends ErrorCode = ErrorCode> = {
  [K in C]: { code: K; details: ErrorDetails<K> }
}[C]

/** The one error class. `message` is for the log only; people read the sentence of `code`. */
export class CallError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly details: ErrorDetails<C>

  constructor(code: C, details: ErrorDetails<C>, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options)
    this.name = 'CallError'
    this.code = code
    this.details = details
  }

  toValue(): ErrorValue {
    return { code: this.code, details: this.details } as ErrorValue
  }
}

/** Whether something thrown is one of the errors above (`instanceof` alone would leave its details untyped). */
export function isCallError(error: unknown): error is CallError {
  return error instanceof CallError
}
