import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Input } from '../../../shared/contract/contract.ts'
import {
  checkDatabase,
  closeDatabase,
  openDatabase,
  schemaVersionOf,
} from '../../../src-main/storage/database.ts'
import { assessmentIn, commune, district, prepareDistrict, writePdf } from './district.ts'
import { exportBundle, importBundle } from './exchange-scenarios.ts'
import { openOffice } from './fault-office.ts'
import { makeOlder } from './older-database.ts'
import type { Scenario } from './scenario.ts'

const saveScore: Scenario = {
  name: 'saveScore',
  opensInside: false,
  prepare: prepareDistrict,
  act: async (office, _folder, acknowledge) => {
    const assessment = await assessmentIn(office)
    let seen: string[] = []
    for (const count of ['1', '2', '3']) {
      const answer = { input: { kind: 'count', count }, note: `lần ${count}` }
      const saved = await office.call('scores.set', {
        assessment,
        criterion: '1.5',
        answer,
        seen,
      } as Input<'scores.set'>)
      seen = [saved.entry]
      acknowledge(`${count} ${saved.entry}`)
    }
  },
  check: async (office, _folder, acknowledged) => {
    const sheet = await office.call('sheets.get', { assessment: await assessmentIn(office) })
    const cell = sheet.rows.find(({ criterion }) => criterion === '1.5')?.self
    const input = cell?.answer?.input
    const count = input?.kind === 'count' ? Number(input.count) : 0
    const last = Number(acknowledged.findLast((line) => !line.startsWith('refused'))?.split(' ')[0] ?? 0)
    if (cell?.differing === true) throw new Error('a difference came from nowhere')
    if (count < last) throw new Error(`answer ${last} was acknowledged, ${count} stands`)
  },
}

const firstStart: Scenario = {
  name: 'firstStart',
  opensInside: true,
  prepare: (folder) => {
    mkdirSync(folder, { recursive: true })
    return Promise.resolve()
  },
  act: async (office, _folder, acknowledge) => {
    const signedIn = await office.call('setup.begin', {
      unit: district,
      deviceName: 'Máy thử',
      officerName: 'Nguyễn Văn Thử',
      ownRoot: true,
    })
    acknowledge(`begun ${signedIn.officer}`)
  },
  check: async (office, _folder, acknowledged) => {
    const state = await office.call('session.state', {})
    const begun = acknowledged.some((line) => line.startsWith('begun'))
    if (begun && state.officers.length === 0) throw new Error('the first officer is gone')
  },
}

const attachEvidence: Scenario = {
  name: 'attachEvidence',
  opensInside: false,
  prepare: async (folder) => {
    await prepareDistrict(folder)
    writePdf(path.join(folder, 'outside', 'ke-hoach.pdf'), 'Ke hoach')
    writePdf(path.join(folder, 'outside', 'bien-ban.pdf'), 'Bien ban')
  },
  act: async (office, folder, acknowledge) => {
    const assessment = await assessmentIn(office)
    for (const name of ['ke-hoach.pdf', 'bien-ban.pdf']) {
      const ticket = await office.upload(path.join(folder, 'outside', name))
      const added = await office.call('documents.add', {
        unit: commune,
        files: [ticket],
        together: false,
        fields: {},
        attach: { assessment, target: '1.1', link: { pages: '1', period: '', note: '' } },
      })
      acknowledge(
        added.documents.length > 0
          ? `kept ${added.documents.join(' ')}`
          : `refused ${JSON.stringify(added.refused)}`,
      )
    }
  },
  check: async (office, _folder, acknowledged) => {
    const { documents } = await office.call('documents.list', {
      unit: commune,
      filter: 'all',
      offset: 0,
      limit: 50,
    })
    const kept = acknowledged.filter((line) => line.startsWith('kept')).map((line) => line.split(' ')[1])
    for (const id of kept) {
      if (!documents.some((document) => document.id === id))
        throw new Error(`the document ${id} was acknowledged and is gone`)
    }
    for (const document of documents) {
      if (document.state !== 'present') throw new Error(`a document stands without its file: ${document.id}`)
      if (document.links.length === 0) throw new Error(`a document stands without its link: ${document.id}`)
    }
  },
}

/** The first start of a newer program on the folder of an older one. */
const migrateOlder: Scenario = {
  name: 'migrateOlder',
  opensInside: true,
  prepare: async (folder) => {
    await saveScore.prepare(folder)
    const office = await openOffice(folder)
    await saveScore.act(office, folder, () => undefined)
    await office.close()
    makeOlder(path.join(folder, 'data', 'cqtt.db'), 1)
  },
  act: (_office, _folder, acknowledge) => {
    acknowledge('opened')
    return Promise.resolve()
  },
  check: async (office, folder) => {
    await saveScore.check(office, folder, ['3 of the older program'])
    const left = readdirSync(path.join(folder, 'data')).filter((name) => name.endsWith('.unfinished'))
    if (left.length > 0) throw new Error(`half a copy of the older file is left: ${left.join(' ')}`)
    const copies = readdirSync(path.join(folder, 'data')).filter((name) => name.includes('.before-'))
    for (const name of copies) {
      const copy = openDatabase(path.join(folder, 'data', name), { readonly: true })
      try {
        checkDatabase(copy)
        if (schemaVersionOf(copy.connection) !== 1) throw new Error('the copy of the older file is not older')
      } finally {
        closeDatabase(copy)
      }
    }
    if (copies.length === 0) throw new Error('the older file was changed without a copy')
  },
}

export const scenarios: readonly Scenario[] = [
  firstStart,
  migrateOlder,
  saveScore,
  attachEvidence,
  exportBundle,
  importBundle,
]

/** Two files in one act: what happens to one must not touch the other. */
const attachTogether: Scenario = {
  ...attachEvidence,
  name: 'attachTogether',
  act: async (office, folder, acknowledge) => {
    const files: string[] = []
    for (const name of ['ke-hoach.pdf', 'bien-ban.pdf'])
      files.push(await office.upload(path.join(folder, 'outside', name)))
    const assessment = await assessmentIn(office)
    const attach = { assessment, target: '1.1', link: { pages: '1', period: '', note: '' } }
    const input = { unit: commune, files, together: false, fields: {}, attach }
    const { documents, refused } = await office.call('documents.add', input)
    for (const id of documents) acknowledge(`kept ${id}`)
    for (const { name, code, details } of refused)
      acknowledge(`refused ${name} ${code} ${JSON.stringify(details)}`)
  },
}

/** The scenario with this name. */
export function scenarioByName(name: string): Scenario {
  const scenario = [...scenarios, attachTogether].find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  return scenario
}
