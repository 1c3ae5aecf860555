import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { withoutDirectionMarks } from '../../../shared/domain/text/direction-marks.ts'
import { fingerprint } from '../../journal/certificates.ts'
import { runJob } from '../../jobs/run-job.ts'
import { trustSheetJob } from '../../reports/report-jobs.ts'
import type { TrustSheet } from '../../reports/trust-sheet.ts'
import { ownDevice, ownUnit, type Installation } from '../office/installation.ts'
import { paperOffice } from '../office/paper-office.ts'
import { sheetWordsOf } from './trust-words.ts'
import type { NewRootKey } from './trust-keys.ts'

/** Sheets of paper (PDF) about trust, in the language of the office. */

/** The sheet of a new root key: kept in the safe beside the stick. */
export async function rootSheet(
  installation: Installation,
  key: NewRootKey,
  signal: AbortSignal,
): Promise<Buffer> {
  const t = sheetWordsOf(installation)
  const unit = ownUnit(installation)
  return draw(
    installation,
    {
      office: paperOffice(installation),
      title: t('root.title'),
      to: null,
      lead: t('root.lead', { unit: unit.name }),
      facts: [
        { name: t('unit'), value: unit.name },
        { name: t('root.name'), value: key.name },
      ],
      fingerprint: {
        heading: t('root.fingerprint'),
        value: key.fingerprint,
        code: codeText(unit.name, key.name, key.fingerprint),
      },
      letters: { heading: t('root.letters'), text: key.text },
      steps: {
        heading: t('root.todo'),
        lines: [1, 2, 3, 4, 5].map((step) => t(`root.steps.${step}`)),
      },
      footnote: t('root.footnote'),
      time: key.notBefore,
    },
    signal,
  )
}

/** The request of this device, to be handed over together with its file. @throws CallError `notSetUp` */
export async function requestSheet(installation: Installation, signal: AbortSignal): Promise<Buffer> {
  const t = sheetWordsOf(installation)
  const own = ownDevice(installation)
  const unit = ownUnit(installation)
  const name = installation.trust.deviceFacts(own.id)?.name ?? ''
  const above = installation.units.above(unit.id).map((each) => installation.units.nameOf(each.unit))
  const print = fingerprint(own.id)
  const time = installation.clock.now()
  return draw(
    installation,
    {
      office: paperOffice(installation),
      title: t('request.title'),
      to: above[0] === undefined ? null : t('request.to', { unit: above[0] }),
      lead: t('request.lead'),
      facts: [
        { name: t('unit'), value: [unit.name, ...above].join(', ') },
        { name: t('request.device'), value: name },
      ],
      fingerprint: {
        heading: t('request.fingerprint'),
        value: print,
        code: codeText(unit.name, name, print),
      },
      letters: null,
      steps: {
        heading: t('request.todo'),
        lines: [1, 2, 3].map((step) => t(`request.steps.${step}`)),
      },
      footnote: t('request.footnote'),
      time,
    },
    signal,
  )
}

/** What a phone shows that reads the square code: the same as stands on screen. */
export function codeText(unit: string, device: string, print: string): string {
  return `CQTT\n${unit}\n${device}\n${print}`
}

async function draw(installation: Installation, sheet: TrustSheet, signal: AbortSignal): Promise<Buffer> {
  const target = path.join(installation.folder.incoming, `.${randomBytes(8).toString('hex')}.pdf`)
  try {
    await runJob(
      trustSheetJob,
      { target, sheet: withoutDirectionMarks(sheet) },
      { timeoutMilliseconds: 60_000, memoryMegabytes: 256, signal, target },
    )
    return await readFile(target)
  } finally {
    await rm(target, { force: true })
  }
}
