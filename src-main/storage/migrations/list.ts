import { firstSchema } from './0001-first-schema.ts'
import { exchange } from './0002-exchange.ts'
import { receipts } from './0003-receipts.ts'
import { deliveries } from './0004-deliveries.ts'
import { trustLists } from './0005-trust-lists.ts'
import { checks } from './0006-checks.ts'
import { trustListArrival } from './0007-trust-list-arrival.ts'
import type { Migration } from './migration.ts'

/** Every migration, in order; each has a test of the same name in tests/migrations. */
export const migrations: readonly Migration[] = [
  firstSchema,
  exchange,
  receipts,
  deliveries,
  trustLists,
  checks,
  trustListArrival,
]
