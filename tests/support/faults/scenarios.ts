import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Input } from '../../../shared/contract/contract.ts'
import { openOffice, type FaultOffice } from './fault-office.ts'

/** What the broken processes do, and how one sees afterwards that nothing was lost and nothing stands half done. */
export type Scenario = {
  readonly name: string
  /** The opening of the folder is itself part of what is broken. */
  readonly opensInside: boolean
  readonly prepare: (folder: string) => Promise<void>
  readonly act: (office: FaultOffice, folder: string, acknowledge: (what: string) => void) => Promise<void>
  /** Compares what was acknowledged with what is there now; throws a sentence when something is missing. */
  readonly check: (office: FaultOffice, folder: string, acknowledged: readonly string[]) => Promise<void>
}

const district = 'vn2024.d.215'
const commune = 'vn2024.c.07243'

/** A district with a cycle of one commune. */
export async function prepareDistrict(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const office = await openOffice(folder)
  await office.call('setup.begin', {
    unit: district,
    deviceName: 'Máy thử',
    officerName: 'Nguyễn Văn Thử',
    ownRoot: true,
  })
  const draft = await office.call('criteria.draftFrom', { from: 'sample', label: '2024' })
  const { version } = await office.call('criteria.publish', { draft: draft.id })
  await office.call('cycles.create', {
    name: 'CQTT 2024',
    year: 2024,
    version,
    units: [commune],
    levels: { appraise: 'district', verify: null, recognise: 'district' },
    period: { from: '2024-01-01', until: '2024-12-31' },
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    target: 1,
  })
  await office.close()
}

/** The assessment of the only commune of the only cycle. */
export async function assessmentIn(office: FaultOffice): Promise<string> {
  const [cycle] = await office.call('cycles.list', {})
  if (cycle === undefined) throw new Error('the cycle is gone')
  return `${cycle.id}/${commune}`
}

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
    const sheet = await office.call('sheets.get', { assessment: (await assessmentIn(office)) })
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

/** A small real PDF. */
export function writePdf(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const stream = `BT /F1 18 Tf 50 750 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  writeFileSync(file, `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`)
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

export const scenarios: readonly Scenario[] = [firstStart, saveScore, attachEvidence]

/** The scenario with this name. */
export function scenarioByName(name: string): Scenario {
  const scenario = scenarios.find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  return scenario
}
