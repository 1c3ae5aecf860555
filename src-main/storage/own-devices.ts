import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'
import { assertInTransaction } from './transaction.ts'

/** A device that this folder has been; the key lies in the user's profile, not here (JOURNAL 35). */
export type OwnDevice = {
  readonly device: string
  readonly unit: string
  readonly created: number
  readonly current: boolean
}

type OwnDeviceRow = Omit<OwnDevice, 'current'> & { current: number }

/** Every device that this folder has been, oldest first. */
export function ownDevices(database: Database): OwnDevice[] {
  return all(
    database,
    sql`SELECT device, unit, created, current FROM own_device ORDER BY created, device`,
    toOwnDevice,
  )
}

/** The device that this folder writes as; none before set-up. */
export function currentDevice(database: Database): OwnDevice | undefined {
  return get(
    database,
    sql`SELECT device, unit, created, current FROM own_device WHERE current = 1`,
    toOwnDevice,
  )
}

/** Makes a device the current one, new or known; the former stays listed. Inside the caller's transaction. */
export function makeCurrentDevice(database: Database, device: Omit<OwnDevice, 'current'>): void {
  assertInTransaction(database)
  run(database, sql`UPDATE own_device SET current = 0 WHERE current = 1`)
  run(
    database,
    sql`INSERT INTO own_device (device, unit, created, current)
        VALUES (${device.device}, ${device.unit}, ${device.created}, 1)
        ON CONFLICT (device) DO UPDATE SET current = 1`,
  )
}

function toOwnDevice(row: OwnDeviceRow): OwnDevice {
  return { ...row, current: row.current === 1 }
}
