import { permissionsOf } from '../../../shared/domain/permissions.ts'
import type { ProgramContract } from '../../../shared/contract/contract.ts'
import type { SessionState, SignedIn } from '../../../shared/contract/session.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import { fingerprint } from '../../journal/certificates.ts'
import type { Installation } from '../../services/office/installation.ts'
import {
  getOfficer,
  listOfficers,
  saveOfficer,
  viewOfficer,
  type Officer,
} from '../../services/office/officers.ts'
import { checkPassword, hasPassword, setPassword } from '../../services/office/passwords.ts'
import { begin } from '../../services/office/setup.ts'
import { isDemo } from '../../services/office/settings.ts'
import { lastWritten } from '../../services/history/last-written.ts'
import { deviceChange } from '../../services/trust/device-identity.ts'
import { today } from '../../services/today.ts'
import { callingOfficer, type CallContext, type Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Own =
  | 'session.state'
  | 'session.signIn'
  | 'session.signOut'
  | 'setup.begin'
  | 'officers.list'
  | 'officers.save'
  | 'officers.setPassword'

/** Who sits here: first start, signing in, officers. */
export function sessionHandlers({
  installation,
  version,
}: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'session.state': (_, context) => sessionState(installation, context, version),
    'session.signIn': async ({ officer: id, password }, context) => {
      const officer = getOfficer(installation, id)
      if (!officer.active) throw new CallError('notFound', { what: 'officer' })
      await checkPassword(installation, id, password)
      return signIn(context, officer)
    },
    'session.signOut': (_, context) => {
      context.sessions.signOut(context.session)
      return {}
    },
    'setup.begin': async (input, context) => signIn(context, await begin(installation, context.call, input)),
    'officers.list': () => listOfficers(installation).map((officer) => viewOfficer(installation, officer)),
    'officers.save': (input, context) => {
      const officer = saveOfficer(installation, actorOf(context), input)
      if (officer.active) context.sessions.refreshOfficer(officer)
      else context.sessions.signOutOfficer(officer.id)
      return viewOfficer(installation, officer)
    },
    'officers.setPassword': async ({ officer, current, password }, context) => {
      const caller = callingOfficer(context)
      getOfficer(installation, officer)
      const others = listOfficers(installation).filter((each) => each.active && each.id !== officer)
      if (password === null && others.length > 0)
        throw new CallError('forbidden', { permission: 'manageOfficers' })
      if (caller.id === officer) await checkPassword(installation, officer, current)
      else if (!caller.roles.includes('admin'))
        throw new CallError('forbidden', { permission: 'manageOfficers' })
      await setPassword(installation, officer, password)
      return {}
    },
  }
}

/** Puts the officer in front of the window. */
export function signIn(context: CallContext, officer: Officer): SignedIn {
  const { id, name, roles, department } = officer
  context.sessions.signIn(context.session, { id, name, roles, department })
  return { officer: id, name, roles: [...roles], department, permissions: [...permissionsOf(roles)] }
}

function sessionState(installation: Installation, context: CallContext, version: string): SessionState {
  const { own, units, trust } = installation
  const unit = own === null ? undefined : units.find(own.unit)
  const device = own === null ? null : trust.deviceFacts(own.id)
  const { officer } = context
  return {
    stage: own === null ? 'new' : 'ready',
    unit: unit === undefined ? null : units.view(unit),
    demo: isDemo(installation),
    device:
      own === null
        ? null
        : {
            id: own.id,
            name: device?.name ?? '',
            fingerprint: fingerprint(own.id),
            certified: trust.certificateOf(own.id) !== null,
            change: deviceChange(installation),
            lostTail: lostTailOf(installation),
          },
    officers: listOfficers(installation)
      .filter(({ active }) => active)
      .map(({ id, name, roles }) => ({
        id,
        name,
        roles: [...roles],
        needsPassword: hasPassword(installation, id),
      })),
    signedIn:
      officer === null
        ? null
        : {
            officer: officer.id,
            name: officer.name,
            roles: [...officer.roles],
            department: officer.department,
            permissions: [...permissionsOf(officer.roles)],
          },
    version,
    today: today(installation),
    lastWritten: lastWritten(installation),
    logFailing: installation.log.isFailing(),
  }
}

function lostTailOf({ lostTail }: Installation): NonNullable<SessionState['device']>['lostTail'] {
  return lostTail === null ? null : { entries: lostTail.entries, found: lostTail.found }
}
