import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { DeviceId } from '../../../shared/domain/ids.ts'
import { runJob } from '../../jobs/run-job.ts'
import type { Clock } from '../../platform/clock.ts'
import { dataFolderAt } from '../../platform/data-folder.ts'
import { deleteKeysForever } from '../../platform/key-folder.ts'
import type { Log } from '../../platform/log.ts'
import { sampleFilesJob } from '../../reports/report-jobs.ts'
import type { MadeFile, SampleFile } from '../../reports/sample-files.ts'
import { adoptFolder } from '../../services/demo/adopt-folder.ts'
import { makeFolder } from '../../platform/make-folder.ts'
import { createCalendar } from '../../services/demo/calendar.ts'
import { districtOfficers, sampleDistrict } from '../../services/demo/communes.ts'
import { playTrial, trialYear } from '../../services/demo/trial.ts'
import { listOfficers } from '../../services/office/officers.ts'
import type { Core } from '../core-interface.ts'
import type { Handlers } from '../handlers.ts'
import { officeAt } from '../office-at.ts'
import type { HandlerParts } from './actor.ts'
import { signIn } from './session.ts'

export type DemoParts = HandlerParts & {
  /** Opens the program on another folder, with a time of its own. */
  readonly openCore: (options: {
    readonly dataDir: string
    readonly keysDir: string
    readonly clock: Clock
    readonly log: Log
  }) => Promise<Core>
}

/**
 * The trial is played in a folder aside, with its own clock, and taken over whole: a stop or a fault in the middle leaves this
 * folder as empty as it was.
 */
export function demoHandlers(parts: DemoParts): Pick<Handlers<ProgramContract>, 'setup.demo'> {
  const { installation, openCore } = parts
  const { clock, folder, keyFolder, log } = installation
  return {
    'setup.demo': async function* (_, context) {
      if (installation.own !== null) throw new CallError('alreadySetUp', {})
      const aside = path.join(folder.incoming, `trial-${randomBytes(6).toString('hex')}`)
      const calendar = createCalendar(clock.now())
      const opened: Core[] = []
      const open = async (name: string, keysDir: string): Promise<Core> => {
        const dataDir = path.join(aside, name)
        makeFolder(dataDir)
        const core = await openCore({ dataDir, keysDir, clock: calendar.clock, log })
        opened.push(core)
        return core
      }
      const stop = new AbortController()
      const signal = AbortSignal.any([context.signal, stop.signal])
      const jobs: Promise<unknown>[] = []
      let device: DeviceId | undefined
      try {
        const district = await open('huyen', keyFolder)
        const first = officeAt(district, district.sessions.open())
        calendar.goTo(60, 8)
        await first.call('setup.begin', {
          unit: sampleDistrict.unit,
          deviceName: 'Máy phòng Nội vụ',
          officerName: districtOfficers.first,
          ownRoot: true,
        })
        device = (await first.call('session.state', {})).device?.id
        yield* playTrial(first, {
          calendar,
          year: trialYear(clock.now()),
          folder: path.join(aside, 'files'),
          makeFiles: (files) => {
            const job = makeFiles(files, signal)
            jobs.push(job)
            return job
          },
          openOffice: async () => {
            const commune = await open('xa', path.join(aside, 'keys'))
            return officeAt(commune, commune.sessions.open())
          },
        })
        for (const core of opened.splice(0)) await core.close()
        await adoptFolder(installation, dataFolderAt(path.join(aside, 'huyen')))
        device = undefined
      } finally {
        stop.abort()
        await Promise.allSettled(jobs)
        for (const core of opened) await core.close()
        if (device !== undefined) deleteKeysForever(keyFolder, device)
        await rm(aside, { recursive: true, force: true })
      }
      const officer = listOfficers(installation).find(({ name }) => name === districtOfficers.first)
      if (officer === undefined) throw new Error('the trial has no first officer')
      return signIn(context, officer)
    },
  }
}

/** Makes the files in a thread of its own; gives each file's pages by its path. */
export async function makeFiles(
  files: readonly SampleFile[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MadeFile>> {
  const made = await runJob(
    sampleFilesJob,
    { files },
    { signal, timeoutMilliseconds: 300_000, memoryMegabytes: 512 },
  )
  return new Map(files.map(({ file }, index) => [file, made[index] ?? { pages: 0, marks: {} }]))
}
