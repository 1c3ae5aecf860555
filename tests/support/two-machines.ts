import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Time, UnitId } from '../../shared/domain/ids.ts'
import { issueCertificate, makeRequest, type Certificate } from '../../src-main/journal/certificates.ts'
import type { Actor, Installation } from '../../src-main/services/office/installation.ts'
import { openInstallation } from '../../src-main/services/office/open-installation.ts'
import { begin } from '../../src-main/services/office/setup.ts'
import { entriesAfter } from '../../src-main/storage/entries.ts'
import { streamByNumber } from '../../src-main/storage/streams.ts'
import { transaction } from '../../src-main/storage/transaction.ts'
import { putTrustRoot, trustRoots } from '../../src-main/storage/trust-roots.ts'
import { ManualClock } from './manual-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Two laptops of one office that know each other's certificates; what they wrote is carried by hand. */

export type Machine = { readonly installation: Installation; readonly actor: (action: string) => Actor }

export async function twoMachines(
  unit: UnitId,
): Promise<{ first: Machine; second: Machine; clock: ManualClock }> {
  const clock = new ManualClock()
  const first = await open(clock)
  const officer = await begin(first, 'setup.begin', {
    unit,
    deviceName: 'Máy 1',
    officerName: 'Nguyễn Thị Hoa',
    ownRoot: true,
  })
  const second = await open(clock)
  const other = await begin(second, 'setup.begin', {
    unit,
    deviceName: 'Máy 2',
    officerName: 'Trần Văn Bình',
    ownRoot: false,
  })
  certify(first, second, clock.now())
  return { first: machine(first, officer), second: machine(second, other), clock }
}

async function open(clock: ManualClock): Promise<Installation> {
  const folder = temporaryFolder()
  const options = { dataDir: path.join(folder, 'data'), keysDir: path.join(folder, 'keys'), clock }
  const installation = await openInstallation(options)
  onTestFinished(() => {
    installation.close()
  })
  return installation
}

function machine(installation: Installation, officer: Actor['officer'] & Pick<Actor, 'roles'>): Machine {
  const { id, name, roles } = officer
  return { installation, actor: (action) => ({ officer: { id, name }, roles, action }) }
}

/** The first machine is the root and certifies the second. */
function certify(first: Installation, second: Installation, now: number): void {
  if (first.own === null || second.own === null) throw new Error('not set up')
  const { unit, keys } = second.own
  const { level } = second.units.get(unit)
  const time = now as Time
  const request = makeRequest(keys, {
    unit,
    level,
    age: keys.ageRecipient,
    name: 'Máy 2',
    replaces: [],
    time,
  })
  const terms = { mayIssueFor: null, serial: 1, notBefore: time, notAfter: (now + 1e10) as Time }
  const certificates: Certificate[] = [
    ...first.trust.certificatesOf(first.own.id),
    issueCertificate(first.own.keys, request, terms),
  ]
  const roots = trustRoots(first.database)
  for (const installation of [first, second]) {
    transaction(installation.database, () => {
      for (const root of roots) putTrustRoot(installation.database, root)
      for (const certificate of certificates) installation.trust.keep(certificate)
    })
    installation.trust.forget()
    installation.journal.forget()
  }
}

/** Carries everything that one machine has to the other. */
export function carry(from: Machine, to: Machine): void {
  const { database, own } = from.installation
  const received = entriesAfter(database, 0, 100_000)
    .sort((a, b) => a.stream - b.stream || a.seq - b.seq)
    .map(({ stream, bytes }) => ({ stream: streamByNumber(database, stream)?.key ?? '', bytes }))
  transaction(to.installation.database, () =>
    to.installation.journal.receive(received, { bundle: '0'.repeat(64), device: own?.id ?? '' }),
  )
}
