import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Input } from '../../../shared/contract/contract.ts'
import { checkWrittenBundle } from '../../../src-main/bundles/check-written.ts'
import { decryptFile } from '../../../src-main/bundles/encrypted-files.ts'
import { ageIdentitiesOf } from '../../../src-main/platform/key-folder.ts'
import { UnitId } from '../../../shared/domain/ids.ts'
import { assessmentIn, commune, district, prepareDistrict, writePdf } from './district.ts'
import { openOffice, type FaultOffice } from './fault-office.ts'
import type { Scenario } from './scenario.ts'

/** Sending and receiving: the one never leaves half a file under its final name, the other applies a bundle whole or not at all. */

const outside = (folder: string): string => path.join(folder, 'outside')
const bundlesIn = (folder: string): readonly string[] =>
  existsSync(outside(folder)) ? readdirSync(outside(folder)).filter((name) => name.endsWith('.cqtt')) : []

/** The commune begins from the district's start file, scores, attaches two papers. */
async function prepareCommune(folder: string, home: string): Promise<void> {
  await prepareDistrict(folder)
  const above = await openOffice(folder)
  await above.call('bundles.startFiles', {
    units: [commune],
    folder: outside(folder),
  })
  await above.close()
  const [start = ''] = bundlesIn(folder)
  mkdirSync(home, { recursive: true })
  const office = await openOffice(home)
  const look = await office.upload(path.join(outside(folder), start))
  const { rootFingerprint } = await office.call('setup.inspectStartFile', {
    file: look,
  })
  await office.call('setup.fromStartFile', {
    file: await office.upload(path.join(outside(folder), start)),
    rootFingerprint,
    deviceName: 'Máy xã',
    officerName: 'Trần Thị Xã',
  })
  await scoreAndAttach(office, folder)
  await office.close()
}

async function scoreAndAttach(office: FaultOffice, folder: string): Promise<void> {
  const assessment = await assessmentIn(office)
  for (const count of ['1', '2', '3']) {
    const sheet = await office.call('sheets.get', { assessment: assessment })
    const seen = sheet.rows.find(({ criterion }) => criterion === '1.5')?.self.heads ?? []
    const answer = { input: { kind: 'count', count }, note: '' }
    await office.call('scores.set', {
      assessment,
      criterion: '1.5',
      answer,
      seen,
    } as unknown as Input<'scores.set'>)
  }
  for (const name of ['ke-hoach.pdf', 'bien-ban.pdf']) {
    const file = path.join(outside(folder), name)
    writePdf(file, name.replaceAll('-', ' '))
    const files = [await office.upload(file)]
    const attach = { assessment, target: '1.1', link: { pages: '1', period: '', note: '' } }
    await office.call('documents.add', {
      unit: commune,
      files,
      together: false,
      fields: {},
      attach,
    })
  }
}

async function exportTo(office: FaultOffice, folder: string): Promise<string> {
  const made = await office.call('bundles.export', {
    to: district,
    withFiles: true,
    folder,
  })
  return made.path ?? ''
}

export const exportBundle: Scenario = {
  name: 'exportBundle',
  opensInside: false,
  // the folder that is broken is the commune's; the district's is only needed to begin
  prepare: async (folder) => {
    const above = `${folder}-district`
    await prepareCommune(above, folder)
    mkdirSync(outside(folder), { recursive: true })
    cpSync(path.join(above, 'keys'), receiverKeys(folder), { recursive: true })
  },
  act: async (office, folder, acknowledge) => {
    acknowledge(`exported ${path.basename(await exportTo(office, outside(folder)))}`)
  },
  check: async (office, folder, acknowledged) => {
    const names = bundlesIn(folder)
    // a file under its final name is whole, whether or not anybody was told of it
    for (const name of names) await checkAsReceiver(folder, path.join(outside(folder), name))
    for (const line of acknowledged) {
      if (!line.startsWith('exported ')) continue
      if (!names.includes(line.slice('exported '.length))) throw new Error(`${line}, and it is not there`)
    }
    const sheet = await office.call('sheets.get', { assessment: await assessmentIn(office) })
    const input = sheet.rows.find(({ criterion }) => criterion === '1.5')?.self.answer?.input
    if (input?.kind !== 'count' || input.count !== '3') throw new Error('the source changed')
    // and it can be done again
    await checkAsReceiver(folder, await exportTo(office, outside(folder)))
  },
}

/** The keys of the district, by which a test looks into what was encrypted for it. */
const receiverKeys = (folder: string): string => path.join(folder, 'receiver-keys')

async function checkAsReceiver(folder: string, source: string): Promise<void> {
  const identities = ageIdentitiesOf(receiverKeys(folder), UnitId.parse(district))
  const plain = await decryptFile({ source, name: path.basename(source), identities, folder })
  try {
    await checkWrittenBundle(plain.path)
  } finally {
    await plain.remove()
  }
}

export const importBundle: Scenario = {
  name: 'importBundle',
  opensInside: false,
  prepare: async (folder) => {
    const home = `${folder}-commune`
    await prepareCommune(folder, home)
    const office = await openOffice(home)
    const place = path.join(home, 'sent')
    mkdirSync(place, { recursive: true })
    const made = await exportTo(office, place)
    await office.close()
    cpSync(made, path.join(outside(folder), 'received.cqtt'))
  },
  act: async (office, folder, acknowledge) => {
    const done = await applyReceived(office, folder)
    acknowledge(
      done.refused.length === 0
        ? `applied ${String(done.applied[0]?.new)}`
        : `refused ${JSON.stringify(done.refused)}`,
    )
  },
  check: async (office, folder, acknowledged) => {
    const applied = acknowledged.some((line) => line.startsWith('applied'))
    const before = await whatStands(office)
    if (before !== 'nothing' && before !== 'everything') throw new Error(`half applied: ${before}`)
    if (applied && before !== 'everything') throw new Error('the import was acknowledged and is gone')
    // the stick is still there: once more brings it whole
    const again = await applyReceived(office, folder)
    if (again.refused.length > 0)
      throw new Error(`the second try was refused: ${JSON.stringify(again.refused)}`)
    const after = await whatStands(office)
    if (after !== 'everything') throw new Error(`after the second try: ${after}`)
  },
}

async function applyReceived(office: FaultOffice, folder: string) {
  const file = path.join(outside(folder), 'received.cqtt')
  const [inspection] = await office.call('bundles.inspect', {
    files: [await office.upload(file)],
  })
  const confirmed = inspection?.readable === true ? [inspection.sender.fingerprint] : []
  return office.call('bundles.apply', {
    files: [await office.upload(file)],
    confirmed,
  })
}

/** How much of the commune's work is in the district's folder. */
async function whatStands(office: FaultOffice): Promise<string> {
  const sheet = await office.call('sheets.get', { assessment: await assessmentIn(office) })
  const input = sheet.rows.find(({ criterion }) => criterion === '1.5')?.self.answer?.input
  const { documents } = await office.call('documents.list', {
    unit: commune,
    filter: 'all',
    offset: 0,
    limit: 9,
  })
  const count = input?.kind === 'count' ? input.count : null
  if (count === null && documents.length === 0) return 'nothing'
  if (count === '3' && documents.length === 2 && documents.every(({ state }) => state === 'present'))
    return 'everything'
  return `answer ${String(count)}, documents ${documents.map(({ state }) => state).join(' ')}`
}
