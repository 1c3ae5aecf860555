import { z } from 'zod'
import { AssessmentId, CycleId, DeviceId, Sha256, UnitId } from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import { Stage } from '../domain/workflow.ts'
import { command, operation, query } from './define.ts'
import { FileTicket, Ticket } from './frames.ts'
import { UnitView } from './views.ts'

/**
 * What goes along: `everything` the addressee may see; what its receipts do not `unconfirmed`; or of the evidence only the files
 * that it asked for (`wanted`). Changes that it has not confirmed always go.
 */
export const ExportContent = z.enum(['everything', 'unconfirmed', 'wanted'])
export type ExportContent = z.infer<typeof ExportContent>

/** One file that was made: to be fetched by its ticket, or lying at its path. */
export const MadeFile = z.strictObject({
  file: FileTicket.nullable(),
  path: z.string().nullable(),
  name: z.string(),
  size: z.int(),
})
export type MadeFile = z.infer<typeof MadeFile>

/** A bundle that was made for a unit: one file, or several parts. */
export const MadeBundle = MadeFile.extend({
  /** All files when it was cut in parts (`file` and `path` are null then); otherwise empty. */
  parts: z.array(MadeFile),
  encrypted: z.boolean(),
  entries: z.int(),
  files: z.int(),
  /** Evidence files that are missing or damaged here and could not go along. */
  missingFiles: z.int(),
  shortCode: z.string(),
})
export type MadeBundle = z.infer<typeof MadeBundle>

/** What the addressee says became of a bundle. */
export const BundleAnswer = z.strictObject({
  applied: z.int(),
  new: z.int(),
  known: z.int(),
  differing: z.int(),
  refused: z.int(),
  waiting: z.int(),
  files: z.int(),
})
export type BundleAnswer = z.infer<typeof BundleAnswer>

const BundleKind = z.enum(['start', 'results', 'return'])

/** What a bundle would change, per commune; nothing is written by looking. */
const ReadInspection = z.strictObject({
  readable: z.literal(true),
  file: z.string(),
  hash: Sha256,
  shortCode: z.string(),
  kind: BundleKind,
  sender: z.strictObject({
    device: DeviceId,
    deviceName: z.string(),
    unit: UnitId,
    unitName: z.string(),
    fingerprint: z.string(),
  }),
  /** For whom it is, as it says itself. */
  addresseeName: z.string(),
  created: z.int(),
  size: z.int(),
  /** `confirm`: the device is not certified yet; its fingerprint is to be compared by phone (JOURNAL 34). */
  state: z.enum(['ready', 'confirm', 'waits', 'applied']),
  refusal: z.null(),
  /** For what it waits: another bundle, or a certificate that another file brings. */
  waitsFor: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('earlier') }),
      z.strictObject({ kind: z.literal('other') }),
    ])
    .nullable(),
  encrypted: z.boolean(),
  /** Short codes of own bundles that it is the first to say were received: it is their receipt. */
  answers: z.array(z.string()),
  totals: z.strictObject({
    new: z.int(),
    known: z.int(),
    differing: z.int(),
    refused: z.int(),
    /** Evidence files, without those that nobody keeps, such as programs. */
    files: z.int(),
    newFiles: z.int(),
  }),
  communes: z.array(
    z.strictObject({
      unit: UnitId,
      unitName: z.string(),
      new: z.int(),
      known: z.int(),
      differing: z.int(),
      refused: z.int(),
      files: z.int(),
    }),
  ),
})

/** A file of which no content counts: it is refused, or parts of it are missing. Nothing stands here that nobody has read. */
const UnreadInspection = z.strictObject({
  readable: z.literal(false),
  file: z.string(),
  state: z.enum(['refused', 'waits']),
  refusal: z.strictObject({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
  waitsFor: z.strictObject({ kind: z.literal('parts'), missing: z.array(z.int()), of: z.int() }).nullable(),
  encrypted: z.boolean(),
  /** What its front says of itself; nothing of that is proved. Null: not even that could be read. */
  front: z
    .strictObject({
      hash: Sha256,
      shortCode: z.string(),
      sender: z.strictObject({
        device: DeviceId,
        unit: UnitId,
        unitName: z.string(),
        fingerprint: z.string(),
      }),
      /** Null where only the sender could be read: a bundle of a newer program. */
      manifest: z.strictObject({ kind: BundleKind, addresseeName: z.string(), created: z.int() }).nullable(),
      size: z.int(),
    })
    .nullable(),
})
export type ReadInspection = z.infer<typeof ReadInspection>
export type UnreadInspection = z.infer<typeof UnreadInspection>
export type BundleInspection = ReadInspection | UnreadInspection

/** The given files that make up a bundle, several for parts; none for what lies in the folder. */
const madeOf = { tickets: z.array(Ticket) }

/** What nobody may overlook about a bundle: a copied device, somebody who wrote what he may not, a stream that proves nothing. */
export const BundleNote = z.strictObject({
  kind: z.enum(['forked', 'overstep', 'unknownDevice', 'badSeal', 'ownCopied']),
  unitName: z.string(),
  deviceName: z.string(),
  /** The entry of the stream with which it begins. */
  seq: z.int(),
})
export type BundleNote = z.infer<typeof BundleNote>

export const BundleSummary = z.strictObject({
  file: z.string(),
  shortCode: z.string(),
  /** Unit of the sender; null in records of before it was kept. */
  sender: UnitId.nullable().default(null),
  senderName: z.string(),
  new: z.int(),
  known: z.int(),
  differing: z.int(),
  refused: z.int(),
  waiting: z.int(),
  /** Evidence files that were not here before. */
  files: z.int(),
  /** Evidence files that it carries. */
  carried: z.int().default(0),
  /** Entries of it that are set aside here: delivering them again does not put them back. */
  aside: z.int().default(0),
  /** Short codes of own bundles whose receipt it is. */
  answers: z.array(z.string()).default([]),
  notes: z.array(BundleNote).max(50),
})
export type BundleSummary = z.infer<typeof BundleSummary>

/** So many files can be looked at and taken in at once. */
export const mostFilesAtOnce = 500
/** So many changes of a bundle are shown at once. */
export const mostChangesAtOnce = 500

const bundleErrors = [
  'bundleNotOurs',
  'bundleCut',
  'bundleDamaged',
  'bundleNewer',
  'bundleForOther',
  'bundleEncryptedForOther',
  'bundleUnknownDevice',
  'bundleOutOfScope',
  'bundleTooLarge',
  'noTrust',
  'diskFull',
  'fileVanished',
  'fileEmpty',
] as const

const exportErrors = [
  'notFound',
  'forbidden',
  'diskFull',
  'folderReadOnly',
  'mediumVanished',
  'noTrust',
  'cannotEncrypt',
  'tooManyParts',
] as const

export const exchangeCalls = {
  /** What a bundle for a unit would hold, and how large it is, for each choice. */
  'bundles.preview': query({
    permit: 'exchange',
    input: z.strictObject({ to: UnitId, cycle: CycleId.optional() }),
    output: z.strictObject({
      to: UnitView,
      communes: z.int(),
      /** Changes that were in no bundle for this unit yet, and that it has not confirmed either. */
      unsent: z.int(),
      /** When the unit's newest receipt came; null: none came yet. */
      receipt: z.int().nullable(),
      choices: z.array(
        z.strictObject({
          what: ExportContent,
          entries: z.int(),
          files: z.int(),
          bytesWithFiles: z.int(),
          bytesWithoutFiles: z.int(),
        }),
      ),
      /** Whether only the addressee's devices and those of this unit could open it, and which devices stand in the way. */
      encryption: z.strictObject({ possible: z.boolean(), devices: z.int(), lacking: z.array(z.string()) }),
    }),
    errors: ['notFound', 'forbidden'],
  }),
  'bundles.recipients': query({ permit: 'exchange', input: z.strictObject({}), output: z.array(UnitView) }),
  /** Results up or decisions down: one signed file. With `folder` it is written there, otherwise handed out as a download. */
  'bundles.export': operation({
    permit: 'exchange',
    input: z.strictObject({
      to: UnitId,
      what: ExportContent.default('everything'),
      withFiles: z.boolean(),
      /** Left out: whenever every device of the addressee can open it. */
      encrypt: z.boolean().optional(),
      /** No file larger than this: what is larger is cut in parts. */
      partBytes: z
        .int()
        .min(1_000_000)
        .max(2 ** 40)
        .optional(),
      folder: z.string().max(1000).optional(),
      /** It answers what was taken in: nobody waits for a receipt of it, unless a decision of this unit goes along. */
      answer: z.boolean().default(false),
    }),
    output: MadeBundle,
    errors: [...exportErrors],
    touches: ['exchange'],
  }),
  /** What was sent and to whom, newest first: what the addressee has confirmed, and what it said. */
  'bundles.outbox': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        bundle: Sha256,
        shortCode: z.string(),
        time: z.int(),
        to: UnitId,
        toName: z.string(),
        name: z.string(),
        size: z.int(),
        entries: z.int(),
        files: z.int(),
        withFiles: z.boolean(),
        what: ExportContent,
        /** When everything in it was confirmed; null while something is not. Where it held nothing new: when it was answered. */
        confirmed: z.int().nullable(),
        /** Whether anybody waits for a receipt of it: not of a start file, nor of a receipt. */
        awaited: z.boolean(),
        answer: BundleAnswer.nullable(),
        /** A later bundle for the same unit holds all that this one holds. */
        replaced: z.boolean(),
      }),
    ),
  }),
  /** Makes a bundle with the same choices for the same unit again, as things stand now. */
  'bundles.sendAgain': operation({
    permit: 'exchange',
    input: z.strictObject({ bundle: Sha256, folder: z.string().max(1000).optional() }),
    output: MadeBundle,
    errors: [...exportErrors],
    touches: ['exchange'],
  }),
  /** One start file per commune (or district) below, in a folder or as one ZIP-less download each. */
  'bundles.startFiles': operation({
    permit: 'exchange',
    input: z.strictObject({
      units: z.array(UnitId).min(1).max(2000),
      folder: z.string().max(1000).optional(),
    }),
    output: z.array(
      z.strictObject({
        unit: UnitId,
        unitName: z.string(),
        name: z.string(),
        size: z.int(),
        file: FileTicket.nullable(),
        path: z.string().nullable(),
      }),
    ),
    errors: ['notFound', 'forbidden', 'diskFull', 'folderReadOnly', 'mediumVanished', 'noTrust'],
    touches: ['exchange'],
  }),
  /** The units below that get a start file: when theirs was made here, and whether anything has come from them since. */
  'bundles.startFileStates': query({
    permit: 'exchange',
    input: z.strictObject({ cycle: CycleId.nullable() }),
    output: z.array(
      z.strictObject({
        unit: UnitView,
        /** Communes of it, or the unit itself, that take part in the cycle. */
        participants: z.int(),
        /** When the newest was made on this machine; null: none was. */
        made: z.int().nullable(),
        /** When the first sign of a machine of the unit came: its certificate or its receipt; null: none came. */
        opened: z.int().nullable(),
      }),
    ),
    errors: ['notFound'],
  }),
  /** Looks into one or many bundles; a refused one stands in the list with its reason. */
  'bundles.inspect': operation({
    permit: 'exchange',
    input: z.strictObject({
      files: z.array(Ticket).max(mostFilesAtOnce),
      folder: z.string().max(1000).optional(),
    }),
    output: z.array(
      z.discriminatedUnion('readable', [ReadInspection.extend(madeOf), UnreadInspection.extend(madeOf)]),
    ),
    errors: ['fileVanished', 'notFound'],
  }),
  /** What a bundle would change in one commune (null: outside the sheets), field by field; nothing is written. */
  'bundles.changes': operation({
    permit: 'exchange',
    input: z.strictObject({
      /** The files of one bundle, as `bundles.inspect` named them. */
      files: z.array(Ticket).min(1).max(mostFilesAtOnce),
      unit: UnitId.nullable(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(mostChangesAtOnce),
    }),
    output: z.strictObject({
      total: z.int(),
      changes: z.array(
        z.strictObject({
          label: z.string(),
          /** What stands here now, and what the bundle says; null: empty. */
          before: z.string().nullable(),
          after: z.string().nullable(),
          /** Nobody has decided between the two: both will be kept. */
          differs: z.boolean(),
          officer: z.string(),
          unitName: z.string(),
          deviceName: z.string(),
          time: z.int(),
          reason: z.string().nullable(),
        }),
      ),
    }),
    errors: [...bundleErrors],
  }),
  /**
   * Applies bundles, each in one transaction, in the order in which they build on each other. `confirmed` names fingerprints
   * compared by phone: their devices are certified first.
   */
  'bundles.apply': operation({
    permit: 'exchange',
    input: z.strictObject({
      files: z.array(Ticket).max(mostFilesAtOnce),
      folder: z.string().max(1000).optional(),
      confirmed: z.array(z.string()).max(100),
      /** Makes the return bundle (phiếu tiếp nhận) for every sender at once: into the folder, or to be fetched. */
      answer: z.boolean().default(false),
    }),
    output: z.strictObject({
      applied: z.array(BundleSummary),
      refused: z.array(
        z.strictObject({ file: z.string(), code: z.string(), details: z.record(z.string(), z.unknown()) }),
      ),
      /** Before these something is missing; `kept`: they go on by themselves once it comes, otherwise bring them again. */
      parked: z.array(z.strictObject({ file: z.string(), kept: z.boolean() })),
      answers: z.array(MadeBundle.extend({ to: UnitId, toName: z.string() })),
      /** Senders whose return bundle could not be made, and why; what was taken in stays so. */
      unanswered: z.array(
        z.strictObject({
          ...{ to: UnitId, toName: z.string() },
          ...{ code: z.string(), details: z.record(z.string(), z.unknown()) },
        }),
      ),
    }),
    errors: [...bundleErrors],
    touches: ['exchange', 'sheets', 'documents', 'cycles', 'criteria', 'devices', 'history', 'units'],
  }),
  /** Ends a running `bundles.apply` after the bundle that it is at; its summary tells what was not taken any more. */
  'bundles.stopApplying': command({
    permit: 'exchange',
    input: z.strictObject({}),
    output: z.strictObject({}),
  }),
  /** Bundles that wait for an earlier one, or for their own other parts, and go on by themselves once it comes. */
  'bundles.parked': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        /** Its name for `bundles.dropParked`. */
        bundle: Sha256,
        shortCode: z.string(),
        name: z.string(),
        /** Empty while only parts are here. */
        unitName: z.string(),
        created: z.int().nullable(),
        time: z.int(),
        size: z.int(),
        parts: z.strictObject({ missing: z.array(z.int()), of: z.int() }).nullable(),
      }),
    ),
  }),
  /** Waits no longer for what comes before a bundle; what was taken of it stays. */
  'bundles.dropParked': operation({
    permit: 'exchange',
    input: z.strictObject({ bundle: Sha256 }),
    output: z.strictObject({}),
    touches: ['exchange'],
  }),
  /** How much of this unit's own work each unit on its line has confirmed, by the newest receipts. */
  'bundles.confirmations': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        unit: UnitId,
        unitName: z.string(),
        /** When the newest receipt came; null: none came yet. */
        receipt: z.int().nullable(),
        /** Own changes that the unit may see, and how many of them it has confirmed. */
        entries: z.int(),
        confirmed: z.int(),
        /** Own evidence files that it asks for. */
        wanted: z.int(),
      }),
    ),
  }),
  /** What a unit said in its newest receipt about each commune: how much of what it may see it has, and what there does not count. */
  'bundles.answerByCommune': query({
    permit: 'view',
    input: z.strictObject({ unit: UnitId }),
    output: z.strictObject({
      unitName: z.string(),
      /** When its newest bundle was taken in here; null: none came yet. */
      time: z.int().nullable(),
      communes: z.array(
        z.strictObject({
          unit: UnitId,
          unitName: z.string(),
          /** Changes here that it may see, and how many of them it has confirmed. */
          entries: z.int(),
          confirmed: z.int(),
          /** Places there that wait for a choice. */
          differing: z.int(),
          /** What does not count there; reasons as in the history, or one that this version does not know. */
          notCounted: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
        }),
      ),
    }),
    errors: ['notFound', 'forbidden'],
  }),
  /**
   * What a code on a paper or on the telephone speaks of: a bundle that was sent or received here, a decision about a sheet, or a
   * ranking. Of a decision it says whether its totals come out the same here, and whether it is the one that stands; a ranking is
   * found where every total, star and mark of passing is the same.
   */
  'bundles.findByCode': query({
    permit: 'view',
    input: z.strictObject({ code: z.string().max(40) }),
    output: z.strictObject({
      /** The code as it was understood; null: it is none. */
      code: z.string().nullable(),
      bundles: z.array(
        z.strictObject({
          direction: z.enum(['in', 'out']),
          time: z.int(),
          partnerName: z.string(),
          name: z.string(),
          entries: z.int(),
          files: z.int(),
        }),
      ),
      decisions: z.array(
        z.strictObject({
          assessment: AssessmentId,
          unitName: z.string(),
          cycleName: z.string(),
          kind: z.enum(['submission', 'appraisalDecision', 'verificationDecision', 'recognition']),
          officer: z.string(),
          byUnitName: z.string(),
          time: z.int(),
          /** As the decision says. */
          total: Hundredths,
          /** Whether everything that it saw comes to the same total here; null while something of it is missing. */
          agrees: z.boolean().nullable(),
          /** Whether it is what stands now. */
          stands: z.boolean(),
        }),
      ),
      rankings: z.array(
        z.strictObject({
          cycle: CycleId,
          cycleName: z.string(),
          /** null: the points that stand. */
          stage: Stage.nullable(),
          /** The district when it ranks only its communes. */
          within: UnitId.nullable(),
          withinName: z.string(),
          communes: z.int(),
          passing: z.int(),
        }),
      ),
    }),
  }),
  /** The code of what was decided last about a sheet: for its paper, as text and as a picture to be read by a phone. */
  'bundles.codeOfSheet': query({
    permit: 'view',
    input: z.strictObject({ assessment: AssessmentId }),
    output: z.strictObject({ code: z.string().nullable() }),
    errors: ['notFound', 'notParticipant'],
  }),
  'bundles.history': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        direction: z.enum(['in', 'out']),
        bundle: Sha256,
        time: z.int(),
        partnerName: z.string(),
        name: z.string(),
        shortCode: z.string(),
        size: z.int(),
        entries: z.int(),
        files: z.int(),
        summary: BundleSummary.nullable(),
      }),
    ),
  }),
}
