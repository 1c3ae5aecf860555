import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listDevices } from '../../src-main/platform/key-folder.ts'
import { anOffice, yenThe } from '../support/office.ts'

/** The trial that the first page offers, through the front door. */

const patience = 60_000

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ name }) => name)
}

test(
  'fills an empty program with a district in the middle of its year',
  async () => {
    const office = await anOffice({ begun: false })
    const steps: number[] = []
    const signedIn = await office.call(
      'setup.demo',
      {},
      { onProgress: ({ done, total }) => steps.push(done / total) },
    )
    expect(signedIn.roles).toEqual(['admin', 'scorer', 'appraiser', 'approver'])
    expect(steps.length).toBeGreaterThan(30)
    expect(steps).toEqual([...steps].sort((a, b) => a - b))

    const state = await office.call('session.state', {})
    expect(state).toMatchObject({
      stage: 'ready',
      demo: true,
      unit: { id: yenThe },
      device: { certified: true },
    })
    expect(state.officers.every(({ needsPassword }) => !needsPassword)).toBe(true)
    expect(state.signedIn?.officer).toBe(signedIn.officer)

    const [cycle] = await office.call('cycles.list', {})
    expect(cycle?.notice).toContain('Bộ tiêu chí mẫu')
    const { counts, participants, target, due, arrived } = await office.call('overview.get', {
      cycle: cycle!.id,
    })
    expect([participants, target]).toEqual([17, 11])
    expect(counts).toMatchObject({ selfScoring: 3, submitted: 5, returned: 1, appraised: 2, accepted: 6 })
    // six lines at most: what the returned sheet waits for is asked after when its bundle is made
    expect(due.map(({ kind, decision, count }) => [kind, decision, count])).toEqual([
      ['difference', null, 2],
      ['appraisalDue', null, 7],
      ['recognitionDue', null, 6],
      ['unsent', 'accept', 6],
      ['unsent', 'return', 1],
      ['notSent', null, 3],
    ])
    expect(arrived).toHaveLength(1)
    expect((await office.call('differences.list', {})).items).toHaveLength(2)
    const sheets = await office.call('sheets.list', { cycle: cycle!.id })
    expect(sheets.filter(({ dossier }) => dossier === 5)).toHaveLength(16)
    // what was accepted still counts as its decision says
    expect(sheets.filter(({ late }) => late > 0)).toEqual([])

    const total = async (
      filter: 'all' | 'unused' | 'missing' | 'damaged' | 'outsidePeriod',
    ): Promise<number> => (await office.call('documents.list', { filter, offset: 0, limit: 1 })).total
    expect(await total('all')).toBeGreaterThan(200)
    expect([await total('unused'), await total('outsidePeriod')]).toEqual([2, 1])
    expect([await total('missing'), await total('damaged')]).toEqual([0, 0])
    const { entries } = await office.call('history.list', { limit: 200 })
    const now = office.clock.now()
    expect(entries.every(({ author }) => author.time <= now)).toBe(true)

    expect((await office.call('journal.verify', {})).faults).toEqual([])
    expect((await office.call('journal.rebuild', {})).differed).toBe(false)
    await expect(office.call('setup.demo', {})).rejects.toMatchObject({ code: 'alreadySetUp' })
    // it can be worked with
    await office.call('decisions.accept', {
      assessment: sheets.find(({ status }) => status === 'appraised')!.assessment,
    })
  },
  patience,
)

test(
  'stopped in the middle it leaves the program as empty as it was',
  async () => {
    const office = await anOffice({ begun: false })
    const stop = new AbortController()
    const call = office.call(
      'setup.demo',
      {},
      {
        signal: stop.signal,
        onProgress: ({ step, done }) => {
          if (step === 'scores' && done === 3) stop.abort()
        },
      },
    )
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    expect((await office.call('session.state', {})).stage).toBe('new')
    expect((await office.call('system.info', {})).entries).toBe(0)
    expect(listDevices(office.keysDir)).toEqual([])
    for (const folder of ['incoming', 'vault'])
      expect(filesUnder(path.join(office.dataDir, folder))).toEqual([])
    await office.call('setup.begin', {
      unit: yenThe,
      deviceName: 'Máy 1',
      officerName: 'Nguyễn Thị Hoa',
      ownRoot: true,
    })
    expect(await office.call('session.state', {})).toMatchObject({ stage: 'ready', demo: false })
  },
  patience,
)
