import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { isCallError } from '../../shared/contract/errors.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

const yesNo = { kind: 'yesNo', yes: 5000 } as const
const content = aContent({
  criteria: [
    aCriterion({ id: '1.1', code: '1.1', max: 5000, rule: yesNo }),
    aCriterion({ id: '1.2', code: '1.2', max: 5000, rule: yesNo }),
  ],
})

/** An office that has scored two criteria and was closed. */
async function aClosedOffice(): Promise<Office> {
  const office = await anOffice()
  const { sheets } = await aCycle(office, { communes: 1, content })
  await score(office, sheets[0]!, '1.1', { kind: 'yesNo', yes: true })
  await score(office, sheets[0]!, '1.2', { kind: 'yesNo', yes: false })
  await office.core.close()
  return office
}

const databaseOf = ({ dataDir }: Office): string => path.join(dataDir, 'cqtt.db')

/** Opens the folder with the same keys; the code of the refusal, or the core. */
async function reopened(office: Office): Promise<string | Office> {
  try {
    return await anOffice({ dataDir: office.folder, clock: office.clock, begun: false })
  } catch (error) {
    if (!isCallError(error)) throw error
    return error.toValue().code
  }
}

async function opened(office: Office): Promise<Office> {
  const again = await reopened(office)
  if (typeof again === 'string') throw new Error(`not opened: ${again}`)
  const { officers } = await again.call('session.state', {})
  await again.call('session.signIn', { officer: officers[0]!.id })
  return again
}

function change(office: Office, statement: string, ...values: unknown[]): void {
  const connection = new Sqlite(databaseOf(office))
  connection.pragma('foreign_keys = OFF')
  connection.prepare(statement).run(...values)
  connection.close()
}

describe('a damaged folder ends in a sentence when it is opened', () => {
  test.each<[string, (office: Office) => void]>([
    [
      'the number of its schema is gone',
      (office) => {
        const connection = new Sqlite(databaseOf(office))
        connection.pragma('user_version = 0')
        connection.close()
      },
    ],
    [
      'the form of the file is one that nobody knows',
      (office) => {
        const handle = openSync(databaseOf(office), 'r+')
        writeSync(handle, Buffer.from([9, 9]), 0, 2, 18)
        writeSync(handle, Buffer.from([0, 0, 0, 9]), 0, 4, 44)
        closeSync(handle)
      },
    ],
    [
      'a published set is no JSON any more',
      (office) => {
        change(
          office,
          `UPDATE entry SET bytes = CAST('{' || substr(bytes, 3) AS BLOB) WHERE action = 'criteria.publish'`,
        )
      },
    ],
  ])('%s', async (_, damage) => {
    const office = await aClosedOffice()
    damage(office)
    expect(await reopened(office)).toBe('folderDamaged')
  })

  test('an empty database beside evidence is asked about, and nothing is made of it', async () => {
    const office = await aClosedOffice()
    writeFileSync(path.join(office.dataDir, 'vault', 'a file of evidence'), 'x')
    for (const name of readdirSync(office.dataDir))
      if (name.startsWith('cqtt.db')) rmSync(path.join(office.dataDir, name))
    writeFileSync(databaseOf(office), '')
    expect(await reopened(office)).toBe('folderEmptied')
    // Asked again each time.
    expect(await reopened(office)).toBe('folderEmptied')
  })
})

describe('an entry whose bytes were damaged', () => {
  test('makes calls say that the folder is damaged; a fault of the program stays one', async () => {
    const office = await aClosedOffice()
    change(
      office,
      `UPDATE entry SET bytes = CAST('{' || substr(bytes, 3) AS BLOB) WHERE action = 'scores.set'`,
    )
    change(office, 'DELETE FROM field_state')
    const again = await opened(office)
    const failure = await again.call('journal.rebuild', {}).catch((error: unknown) => error)
    expect(isCallError(failure) && failure.toValue()).toMatchObject({
      code: 'folderDamaged',
      details: { folder: office.dataDir },
    })
  })
})

describe('journal.verify', () => {
  const faultsAfter = async (...statements: string[]): Promise<string[]> => {
    const office = await aClosedOffice()
    for (const statement of statements) change(office, statement)
    const { faults } = await (await opened(office)).call('journal.verify', {})
    return faults.map(({ code }) => code)
  }

  test('finds nothing in a whole journal', async () => {
    expect(await faultsAfter()).toEqual([])
  })

  test.each([
    ['another arrival', 'UPDATE entry SET arrival = arrival - 1 WHERE num = (SELECT max(num) FROM entry)'],
    [
      'a later arrival',
      'UPDATE entry SET arrival = arrival + 1 WHERE num = (SELECT max(num) - 1 FROM entry)',
    ],
    ['another number', 'UPDATE entry SET num = num + 50 WHERE num = (SELECT max(num) FROM entry)'],
  ])('sees an entry under %s', async (_, statement) => {
    expect(await faultsAfter(statement)).toContain('wrongArrival')
  })

  test('sees that the last entries were taken away together with their seal', async () => {
    const office = await aClosedOffice()
    const last = `(SELECT stream FROM entry WHERE num = (SELECT max(num) FROM entry))`
    // Without what ever left: a tail that nobody else has.
    const heads = path.join(office.keysDir, readdirSync(office.keysDir)[0]!, 'heads.json')
    writeFileSync(heads, JSON.stringify({ heads: {}, receipt: 0, trustList: 0 }))
    change(office, `DELETE FROM seal WHERE stream = ${last}`)
    change(office, 'DELETE FROM entry_scope WHERE entry = (SELECT max(num) FROM entry)')
    change(office, 'DELETE FROM entry WHERE num = (SELECT max(num) FROM entry)')
    const again = await opened(office)
    const { faults } = await again.call('journal.verify', {})
    expect(faults.map(({ code }) => code)).toContain('tailMissing')
    expect((await again.call('session.state', {})).device?.lostTail).toMatchObject({ entries: 1 })
  })
})

describe('saved work that is gone', () => {
  test('is told at the start: a log of the database that was lost after an unclean end', async () => {
    const office = await anOffice()
    const { sheets } = await aCycle(office, { communes: 1, content })
    const copy = path.join(office.folder, 'kept.db')
    change(office, 'VACUUM INTO ?', copy)
    await score(office, sheets[0]!, '1.1', { kind: 'yesNo', yes: true })
    await score(office, sheets[0]!, '1.2', { kind: 'yesNo', yes: true })
    await office.core.close()
    // What a damaged log leaves: the database as it was at the last checkpoint, and heads that never left.
    for (const ending of ['-wal', '-shm']) rmSync(`${databaseOf(office)}${ending}`, { force: true })
    copyFileSync(copy, databaseOf(office))
    const device = path.join(office.keysDir, readdirSync(office.keysDir)[0]!)
    writeFileSync(path.join(device, 'heads.json'), JSON.stringify({ heads: {}, receipt: 0, trustList: 0 }))

    const again = await opened(office)
    const { device: told } = await again.call('session.state', {})
    expect(told).toMatchObject({ change: null, lostTail: { entries: 2, found: office.clock.now() } })
    await score(again, sheets[0]!, '1.1', { kind: 'yesNo', yes: true })
    await again.core.close()

    // Said again at the next start, though nothing more was lost, and no longer after two weeks.
    const third = await opened(office)
    expect((await third.call('session.state', {})).device?.lostTail?.entries).toBe(2)
    await third.core.close()
    office.clock.advance(15 * 86_400_000)
    expect((await (await opened(office)).call('session.state', {})).device?.lostTail).toBeNull()
  })

  test('an unreadable note tells nothing and harms nothing', async () => {
    const office = await aClosedOffice()
    const note = path.join(office.keysDir, readdirSync(office.keysDir)[0]!, 'last.json')
    expect(existsSync(note)).toBe(true)
    truncateSync(note, 10)
    expect((await (await opened(office)).call('session.state', {})).device?.lostTail).toBeNull()
  })
})
