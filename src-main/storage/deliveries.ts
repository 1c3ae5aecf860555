import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** A range of a stream that an applied bundle delivered, on one branch: it ends at `head`, and all of it is stored. */
export type Delivery = {
  /** SHA-256 of the bundle's manifest, hex. */
  readonly bundle: string
  readonly stream: number
  readonly from: number
  readonly to: number
  readonly head: string
}

type DeliveryRow = Omit<Delivery, 'bundle' | 'head'> & {
  readonly bundle: Uint8Array
  readonly head: Uint8Array
}

/** Notes what a bundle delivered; noting it again changes nothing. Inside the transaction that stores it. */
export function noteDelivery(database: Database, delivery: Delivery): void {
  const { bundle, stream, from, to, head } = delivery
  run(
    database,
    sql`INSERT INTO delivery (bundle, stream, head, from_seq, to_seq)
        VALUES (${blobOf(bundle)}, ${stream}, ${blobOf(head)}, ${from}, ${to}) ON CONFLICT DO NOTHING`,
  )
}

/** What one bundle delivered. */
export function deliveriesOfBundle(database: Database, bundle: string): Delivery[] {
  return all(
    database,
    sql`SELECT bundle, stream, from_seq AS "from", to_seq AS "to", head FROM delivery
        WHERE bundle = ${blobOf(bundle)} ORDER BY stream, head`,
    toDelivery,
  )
}

/** Every delivery of entries of a stream. */
export function deliveriesOfStream(database: Database, stream: number): Delivery[] {
  return all(
    database,
    sql`SELECT bundle, stream, from_seq AS "from", to_seq AS "to", head FROM delivery
        WHERE stream = ${stream} ORDER BY bundle, head`,
    toDelivery,
  )
}

function toDelivery(row: DeliveryRow): Delivery {
  return { ...row, bundle: hexOf(row.bundle), head: hexOf(row.head) }
}
