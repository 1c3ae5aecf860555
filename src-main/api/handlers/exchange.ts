import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Output, ProgramContract } from '../../../shared/contract/contract.ts'
import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import type { BundleSummary, MadeBundle } from '../../../shared/contract/exchange.ts'
import type { FileTicket, Progress, Ticket } from '../../../shared/contract/frames.ts'
import {
  certificateFileEnding,
  decodeRequestFile,
  encodeCertificateFile,
  encodeRequestFile,
  requestFileEnding,
} from '../../journal/certificate-files.ts'
import { deviceIdOfKey, fingerprint } from '../../journal/certificates.ts'
import { explainReadError } from '../../platform/file-errors.ts'
import { makeFolder } from '../../platform/make-folder.ts'
import { applyBundles, type AppliedBundles } from '../../services/exchange/bundle-apply-many.ts'
import { answerByCommune } from '../../services/exchange/bundle-answers.ts'
import { changesOfBundle } from '../../services/exchange/bundle-changes.ts'
import { codeOfSheet, findByCode } from '../../services/exchange/bundle-codes.ts'
import { findRankings } from '../../services/results/ranking-codes.ts'
import { listWaitingParts, partsOf } from '../../services/exchange/bundle-delivery.ts'
import {
  exportBundle,
  usualName,
  type ExportChoices,
  type ExportedBundle,
} from '../../services/exchange/bundle-export.ts'
import { bundleHistory } from '../../services/exchange/bundle-history.ts'
import { inspectBundles } from '../../services/exchange/bundle-inspect.ts'
import { listConfirmations, listOutbox, sentBundle } from '../../services/exchange/bundle-outbox.ts'
import { plainLetters } from '../../services/exchange/bundle-names.ts'
import { listParked, unpark } from '../../services/exchange/bundle-parking.ts'
import { previewBundle } from '../../services/exchange/bundle-preview.ts'
import { reporting } from '../../services/exchange/bundle-progress.ts'
import type { BundleFile } from '../../services/exchange/bundle-sources.ts'
import { directionTo, recipients } from '../../services/exchange/bundle-visibility.ts'
import {
  assertMayCertify,
  certify,
  chainOf,
  installCertificate,
  isSameFingerprint,
} from '../../services/trust/device-certify.ts'
import { ownRequest } from '../../services/trust/device-identity.ts'
import { listDevices, renameDevice } from '../../services/trust/device-list.ts'
import { ownDevice } from '../../services/office/installation.ts'
import { startFileStates } from '../../services/exchange/start-file-states.ts'
import { makeStartFiles } from '../../services/exchange/start-files.ts'
import { bundlesIn } from '../bundle-folder.ts'
import type { CallContext, Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Subject = 'bundles' | 'devices'
type Own = Extract<keyof ProgramContract, `${Subject}.${string}`>

const bundleType = 'application/octet-stream'
const paperType = 'application/json'
/** Requests and certificates are canonical JSON of at most this size. */
const mostPaperBytes = 1024 * 1024

/** Sending and receiving bundles, start files, and the devices of the offices. */
export function exchangeHandlers({
  installation,
  version,
}: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  const { units } = installation
  /** One window's wish ends whatever delivery is being applied: there is one at a time. */
  let stopAsked = false
  return {
    'bundles.recipients': () => recipients(installation).map(units.view),
    'bundles.preview': ({ to, cycle }) => previewBundle(installation, to, cycle),
    'bundles.export': async function* ({ to, folder, partBytes, ...choices }, context) {
      return yield* make(to, { ...choices, partBytes: partBytes ?? null }, folder, context)
    },
    'bundles.outbox': () => listOutbox(installation),
    'bundles.sendAgain': async function* ({ bundle, folder }, context) {
      const { to, choices } = sentBundle(installation, bundle)
      return yield* make(to, choices, folder, context)
    },
    'bundles.startFiles': async function* ({ units: wanted, folder }, context) {
      const place = folder === undefined ? null : ownFolder(folder)
      const made = yield* reporting(context.signal, (report, signal) =>
        makeStartFiles(installation, { units: wanted, folder: place, app: version }, { report, signal }),
      )
      return made.map(({ unit, name, size, path: file }) => ({
        ...{ unit: unit.id, unitName: unit.name, name, size },
        ...handOut(context, { name, size, path: file }, place),
      }))
    },
    'bundles.startFileStates': ({ cycle }) => startFileStates(installation, cycle),
    'bundles.inspect': async function* ({ files, folder }, context) {
      const tickets = [...new Set(files)]
      const given = [...tickets.map((ticket) => context.files.look(ticket)), ...(await inFolder(folder))]
      const found = yield* reporting(context.signal, (report, signal) =>
        inspectBundles(installation, given, { report, signal }),
      )
      return found.map(({ inspection, from }) => ({
        ...inspection,
        tickets: from.flatMap((i) => tickets[i] ?? []),
      }))
    },
    'bundles.changes': async function* ({ files, ...wanted }, context) {
      const given = files.map((ticket) => context.files.look(ticket))
      return yield* reporting(context.signal, (report, signal) =>
        changesOfBundle(installation, given, wanted, { report, signal }),
      )
    },
    'bundles.apply': async function* ({ files, folder, confirmed, answer }, context) {
      const tickets = [...new Set(files)]
      for (const ticket of tickets) context.files.look(ticket)
      const others = await inFolder(folder)
      const taken = tickets.map((ticket) => context.files.take(ticket))
      stopAsked = false
      try {
        const outcome: { done: AppliedBundles | null } = { done: null }
        try {
          yield* reporting(context.signal, async (report, signal) => {
            outcome.done = await applyBundles(
              installation,
              actorOf(context),
              [...taken, ...others],
              confirmed,
              { ...{ report, signal }, isStopAsked: () => stopAsked },
            )
          })
        } catch (error) {
          // stopped from outside: what was taken in before is told
          if (outcome.done === null || outcome.done.applied.length === 0) throw error
        }
        const { done } = outcome
        if (done === null) throw new Error('applying ended without a summary')
        const senders = answer ? sendersOf(done.applied, ownDevice(installation).unit) : []
        const answers: Output<'bundles.apply'>['answers'] = []
        const unanswered: Output<'bundles.apply'>['unanswered'] = []
        for (const to of senders) {
          const toName = units.nameOf(to)
          if (context.signal.aborted) {
            unanswered.push({ to, toName, code: 'cancelled', details: {} })
            continue
          }
          try {
            answers.push({ ...(yield* make(to, answerChoices, folder, context)), to, toName })
          } catch (error) {
            // the bundles are applied: whatever goes wrong from here on, people must hear of that
            unanswered.push({ to, toName, ...whyUnanswered(error) })
          }
        }
        return {
          ...{ answers, unanswered },
          applied: [...done.applied],
          parked: [...done.parked],
          refused: done.refused.map((each) => ({ ...each, details: { ...each.details } })),
        }
      } finally {
        for (const file of taken) await file.release()
      }
    },
    'bundles.stopApplying': () => {
      stopAsked = true
      return {}
    },
    'bundles.parked': async () => [...listParked(installation), ...(await listWaitingParts(installation))],
    'bundles.dropParked': async function* ({ bundle }) {
      yield { step: 'write', done: 0, total: 1 }
      await unpark(installation, bundle)
      await partsOf(installation).remove(bundle)
      return {}
    },
    'bundles.answerByCommune': ({ unit }) => answerByCommune(installation, unit),
    'bundles.confirmations': () => listConfirmations(installation),
    'bundles.findByCode': ({ code }) => ({
      ...findByCode(installation, code),
      rankings: findRankings(installation, code),
    }),
    'bundles.codeOfSheet': ({ assessment }) => ({
      code: codeOfSheet(installation, assessment)?.code ?? null,
    }),
    'bundles.history': () => bundleHistory(installation),
    'devices.list': () => [...listDevices(installation)],
    'devices.request': async function* (_, context) {
      yield { step: 'write', done: 0, total: 1 }
      const request = ownRequest(installation)
      const name = `CQTT de nghi ${plainLetters(units.nameOf(request.unit))} ${plainLetters(request.name)}`
      return offerPaper(context, `${name}${requestFileEnding}`, encodeRequestFile(request))
    },
    'devices.inspectRequest': async function* ({ file }, context) {
      yield { step: 'read', done: 0, total: 1 }
      const request = decodeRequestFile(
        await readPaper(context, file, () => new CallError('requestNotOurs', {})),
      )
      assertMayCertify(installation, request)
      const device = deviceIdOfKey(request.key, request.unit)
      return {
        ...{ device, deviceName: request.name, unit: units.view(units.get(request.unit)) },
        fingerprint: fingerprint(device),
        own: device === ownDevice(installation).id,
        certified: installation.trust.certificateOf(device) !== null,
      }
    },
    'devices.certify': async function* ({ file, fingerprint: compared }, context) {
      yield { step: 'read', done: 0, total: 1 }
      const request = decodeRequestFile(
        await readPaper(context, file, () => new CallError('requestNotOurs', {})),
      )
      const device = deviceIdOfKey(request.key, request.unit)
      if (!isSameFingerprint(compared, fingerprint(device))) throw new CallError('fingerprintDiffers', {})
      certify(installation, actorOf(context), request)
      await context.files.take(file).release()
      const name = `CQTT chung nhan ${plainLetters(units.nameOf(request.unit))} ${plainLetters(request.name)}`
      const chain = chainOf(installation, device)
      return offerPaper(context, `${name}${certificateFileEnding}`, encodeCertificateFile(chain))
    },
    'devices.installCertificate': async function* ({ file, rootFingerprint }, context) {
      yield { step: 'read', done: 0, total: 1 }
      const bytes = await readPaper(context, file, () => new CallError('certificateNotOurs', {}))
      const {
        issuer,
        rootFingerprint: root,
        installed,
      } = installCertificate(installation, bytes, rootFingerprint)
      if (installed) await context.files.take(file).release()
      return { issuerName: units.nameOf(issuer.unit), rootFingerprint: root, installed }
    },
    'devices.rename': ({ name }) => {
      renameDevice(installation, name)
      return {}
    },
  }

  async function* make(
    to: UnitId,
    choices: ExportChoices,
    folder: string | undefined,
    context: CallContext,
  ): AsyncGenerator<Progress, MadeBundle, void> {
    const place = folder === undefined ? null : ownFolder(folder)
    const down = directionTo(units, ownDevice(installation).unit, units.get(to).id) === 'down'
    const kind = down ? 'return' : 'results'
    const wanted = { to, choices, folder: place, kind, app: version } as const
    const made = yield* reporting(context.signal, (report, signal) =>
      exportBundle(installation, { ...wanted, nameOf: usualName(installation, to) }, { report, signal }),
    )
    return handOutBundle(context, made, place)
  }

  function whyUnanswered(error: unknown): { code: string; details: Record<string, unknown> } {
    if (isCallError(error)) return { code: error.code, details: { ...error.details } }
    const logReference = randomBytes(4).toString('hex')
    installation.log.error('receipt not made', error, { logReference })
    return { code: 'internal', details: { logReference } }
  }

  function ownFolder(folder: string): string {
    const place = path.resolve(folder)
    makeFolder(place, 0o777)
    return place
  }
}

async function inFolder(folder: string | undefined): Promise<readonly BundleFile[]> {
  return folder === undefined ? [] : await bundlesIn(folder)
}

/** What was not confirmed, and whatever was asked for. */
const answerChoices: ExportChoices = {
  ...{ what: 'unconfirmed', withFiles: true, partBytes: null },
  answer: true,
}

function sendersOf(applied: readonly BundleSummary[], own: UnitId): UnitId[] {
  return [...new Set(applied.flatMap(({ sender }) => (sender === null || sender === own ? [] : [sender])))]
}

/** Where the caller finds a finished file: at its path, or behind a ticket while it stays in the outbox. */
function handOut(
  { files }: CallContext,
  { path: file, name, size }: { readonly path: string; readonly name: string; readonly size: number },
  folder: string | null,
): { file: FileTicket | null; path: string | null } {
  if (folder !== null) return { file: null, path: file }
  const offered = files.offer({ name, type: bundleType, size, content: { path: file, removeAfter: false } })
  return { file: offered, path: null }
}

function handOutBundle(context: CallContext, bundle: ExportedBundle, folder: string | null): MadeBundle {
  const { made, name, size, encrypted, entries, files, missingFiles, code } = bundle
  const out = made.map((each) => ({ name: each.name, size: each.size, ...handOut(context, each, folder) }))
  const [only] = out
  const whole = out.length === 1 && only !== undefined ? only : { file: null, path: null }
  return {
    ...{ file: whole.file, path: whole.path, name, size, encrypted, entries, files, missingFiles },
    parts: out.length === 1 ? [] : out,
    shortCode: code,
  }
}

function offerPaper({ files }: CallContext, name: string, bytes: Buffer): FileTicket {
  return files.offer({
    ...{ name, type: paperType, size: bytes.length },
    content: async function* () {
      yield await Promise.resolve(bytes)
    },
  })
}

/** A small file behind a ticket, which stays valid: people look at it before they say yes. */
async function readPaper({ files }: CallContext, ticket: Ticket, notOurs: () => CallError): Promise<Buffer> {
  const { name, size, path: file } = files.look(ticket)
  if (size === 0) throw new CallError('fileEmpty', { name })
  if (size > mostPaperBytes) throw notOurs()
  try {
    return await readFile(file)
  } catch (error) {
    throw explainReadError(error, name)
  }
}
