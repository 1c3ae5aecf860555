import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { projectionVersion } from '../../src-main/journal/projection-version.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

const yesNo = { kind: 'yesNo', yes: 5000 } as const
const content = aContent({
  criteria: [
    aCriterion({ id: '1.1', code: '1.1', max: 5000, rule: yesNo }),
    aCriterion({ id: '1.2', code: '1.2', max: 5000, rule: yesNo }),
  ],
})

function inDatabase<T>({ dataDir }: Office, work: (connection: Sqlite.Database) => T): T {
  const connection = new Sqlite(path.join(dataDir, 'cqtt.db'))
  try {
    return work(connection)
  } finally {
    connection.close()
  }
}

/** What a program wrote that knew neither how far a stage has come nor what of it is undecided, and no mark of its projection. */
function writeAsAnOlderProgram(office: Office): void {
  inDatabase(office, (connection) => {
    connection.exec(`UPDATE sheet_state SET details =
      json_remove(details, '$.scored', '$.needed', '$.undecided', '$.stages.self.judged', '$.stages.self.of', '$.stages.self.whole')`)
    connection.exec(`DELETE FROM setting WHERE name = 'projection.version'`)
  })
}

async function openedAgain(office: Office): Promise<Office> {
  const again = await anOffice({ dataDir: office.folder, clock: office.clock, begun: false })
  const { officers } = await again.call('session.state', {})
  await again.call('session.signIn', { officer: officers[0]!.id })
  return again
}

test('a folder whose tables an older program made shows the right counts when it is opened, without being asked', async () => {
  const office = await anOffice()
  const { cycle, sheets } = await aCycle(office, { communes: 1, content })
  await score(office, sheets[0]!, '1.1', { kind: 'yesNo', yes: true })
  const before = [await office.call('sheets.list', { cycle }), await office.call('ranking.get', { cycle })]
  await office.core.close()
  writeAsAnOlderProgram(office)

  const again = await openedAgain(office)
  expect([await again.call('sheets.list', { cycle }), await again.call('ranking.get', { cycle })]).toEqual(
    before,
  )
  expect(before[0]).toMatchObject([{ scored: 1, needed: 2 }])
})

test('what the lists keep of a sheet has the shape that this version of the projection stands for', async () => {
  const office = await anOffice()
  const { cycle, sheets } = await aCycle(office, { communes: 1, content })
  await score(office, sheets[0]!, '1.1', { kind: 'yesNo', yes: true })
  await office.call('sheets.list', { cycle })
  const details = inDatabase(office, (connection) =>
    connection.prepare<[], { details: string }>('SELECT details FROM sheet_state').get(),
  )
  const shape = JSON.parse(details?.details ?? '{}') as { stages: { self: object } }
  // who changes these lists raises the version, or folders of yesterday's program show what they no longer mean
  expect([projectionVersion, Object.keys(shape), Object.keys(shape.stages.self)]).toEqual([
    3,
    [
      ...['standing', 'stages', 'answered', 'scored', 'needed', 'criteria', 'needEvidence'],
      ...['withEvidence', 'dossier'],
      ...['differences', 'late', 'asked', 'lastChange', 'aim', 'lastTotal', 'lastStars', 'undecided'],
      'recognition',
    ],
    ['judged', 'of', 'whole', 'total', 'complete', 'stars', 'passes', 'band', 'gates', 'groups', 'gap'],
  ])
})
