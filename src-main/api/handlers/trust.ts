import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { FileTicket, Ticket } from '../../../shared/contract/frames.ts'
import { fingerprint } from '../../journal/certificates.ts'
import type { OpenRoot } from '../../journal/root-keys.ts'
import { plainLetters } from '../../services/exchange/bundle-names.ts'
import { cutOffice, listOfficeCuts } from '../../services/trust/office-cuts.ts'
import { forgetDeviceChange, setReplacedDevices } from '../../services/trust/device-identity.ts'
import { ownDevice, ownUnit } from '../../services/office/installation.ts'
import { adoptLostWork, listLostWork } from '../../services/trust/trust-adopt.ts'
import { chooseBranch, listForks } from '../../services/trust/trust-forks.ts'
import { issueList, ownDomain, signerOf } from '../../services/trust/trust-issue.ts'
import { makeRootKey, openRootKey, rootKeyFileEnding } from '../../services/trust/trust-keys.ts'
import { requestSheet, rootSheet } from '../../services/trust/trust-papers.ts'
import { devicePoints, revokeDevice } from '../../services/trust/trust-revoke.ts'
import {
  certifyHere,
  confirmRootByPhone,
  joinDomainAbove,
  rotateRoot,
} from '../../services/trust/trust-rotate.ts'
import { trustState, viewLists, viewRoot } from '../../services/trust/trust-view.ts'
import type { CallContext, Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Own = Extract<keyof ProgramContract, `trust.${string}`>

type GivenKey = { readonly keyFile?: Ticket | undefined; readonly passphrase?: string | undefined }

const working = { step: 'trust', done: 0, total: 1 } as const

/** Roots, trust lists, and what became of copied folders. Key files are read for one call and never kept. */
export function trustHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'trust.state': () => {
      ownDevice(installation)
      return trustState(installation)
    },
    'trust.prepareRoot': async function* ({ passphrase, name }, context) {
      yield working
      const key = await makeRootKey(installation, passphrase, name, context.signal)
      const sheet = await rootSheet(installation, key, context.signal)
      const place = plainLetters(ownUnit(installation).name)
      return {
        keyFile: offer(
          context,
          `CQTT khoa goc ${place}${rootKeyFileEnding}`,
          'text/plain',
          Buffer.from(key.text),
        ),
        sheet: offer(context, `CQTT phieu khoa goc ${place}.pdf`, 'application/pdf', sheet),
        fingerprint: key.fingerprint,
      }
    },
    'trust.openRoot': async function* ({ keyFile, passphrase }, context) {
      yield working
      const [root] = await openAll(context, [keyFile], [passphrase])
      if (root === undefined) throw new CallError('rootKeyNotOurs', {})
      const isPresent = ownDomain(installation)?.present.device === root.certificate.device
      return { ...viewRoot(installation, root.certificate), isPresent }
    },
    'trust.rotateRoot': async function* ({ keyFiles, passphrase, presentPassphrase, revokeFormer }, context) {
      yield working
      const passphrases = [passphrase, ...(presentPassphrase === undefined ? [] : [presentPassphrase])]
      const opened = await openAll(context, keyFiles, passphrases)
      const { list, root } = rotateRoot(installation, opened, revokeFormer ?? false)
      return { number: list.number, fingerprint: fingerprint(root.device) }
    },
    'trust.certifyHere': async function* ({ keyFile, passphrase }, context) {
      yield working
      const [root] = await openAll(context, [keyFile], [passphrase])
      if (root === undefined) throw new CallError('rootKeyNotOurs', {})
      const { notAfter } = certifyHere(installation, root)
      return { fingerprint: fingerprint(root.certificate.device), until: notAfter }
    },
    'trust.devicePoints': ({ device, until }) => devicePoints(installation, device, until),
    'trust.revoke': async function* ({ device, why, until, ...given }, context) {
      yield working
      const { number } = revokeDevice(installation, { device, why, until }, await openGiven(context, given))
      return { number }
    },
    'trust.officeCuts': () => [...listOfficeCuts(installation)],
    'trust.cutOffice': (wanted, context) => cutOffice(installation, actorOf(context), wanted),
    'trust.forks': () => [...listForks(installation)],
    'trust.chooseBranch': async function* ({ point, ...given }, context) {
      yield working
      const { number } = chooseBranch(installation, point, await openGiven(context, given))
      return { number }
    },
    'trust.join': async function* (given, context) {
      yield working
      const { number } = joinDomainAbove(installation, await openGiven(context, given))
      return { number }
    },
    'trust.settleLists': async function* (given, context) {
      yield working
      const signed = signerOf(installation, await openGiven(context, given))
      return { number: issueList(installation, signed, (content) => content).number }
    },
    'trust.confirmRoot': ({ fingerprint: compared }) => {
      confirmRootByPhone(installation, compared)
      return {}
    },
    'trust.lists': () => viewLists(installation),
    'trust.setReplaced': ({ devices }) => {
      setReplacedDevices(installation, devices)
      return {}
    },
    'trust.requestSheet': async function* (_, context) {
      yield working
      const place = plainLetters(ownUnit(installation).name)
      const sheet = await requestSheet(installation, context.signal)
      return offer(context, `CQTT phieu de nghi ${place}.pdf`, 'application/pdf', sheet)
    },
    'trust.lost': () => [...listLostWork(installation)],
    'trust.adopt': ({ device, fields }, context) => ({
      adopted: adoptLostWork(installation, actorOf(context), device, fields),
    }),
    'trust.noteRead': () => {
      forgetDeviceChange(installation)
      return {}
    },
  }
}

function openGiven(context: CallContext, { keyFile, passphrase }: GivenKey): Promise<readonly OpenRoot[]> {
  return keyFile === undefined ? Promise.resolve([]) : openAll(context, [keyFile], [passphrase ?? ''])
}

/** Opens key files and lets go of them at once: they may lie on a stick, and an upload is a copy that must not stay. */
async function openAll(
  { files, signal }: CallContext,
  tickets: readonly Ticket[],
  passphrases: readonly string[],
): Promise<readonly OpenRoot[]> {
  for (const ticket of tickets) files.look(ticket)
  const opened: OpenRoot[] = []
  for (const ticket of [...new Set(tickets)]) {
    const file = files.take(ticket)
    try {
      opened.push(await openRootKey(file, passphrases, signal))
    } finally {
      await file.release()
    }
  }
  return opened
}

function offer({ files }: CallContext, name: string, type: string, bytes: Buffer): FileTicket {
  return files.offer({
    ...{ name, type, size: bytes.length },
    content: async function* () {
      yield await Promise.resolve(bytes)
    },
  })
}
