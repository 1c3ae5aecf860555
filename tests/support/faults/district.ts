import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openOffice, type FaultOffice } from './fault-office.ts'

/** The folder that the fault scenarios begin with, and papers for it. */

export const district = 'vn2024.d.215'
export const commune = 'vn2024.c.07243'

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
