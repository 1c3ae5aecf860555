import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../storage/database.ts'
import { isSchemaError } from '../../storage/database-errors.ts'
import { isSound } from '../../storage/soundness.ts'

/** A sound folder is not read through again for each failure of a program that has a fault of its own. */
const trustedMilliseconds = 60_000

/**
 * What a failure that nobody expected means: `folderDamaged` when the folder turns out not to be whole, otherwise undefined, and the
 * program itself has a fault.
 */
export type ExplainUnexpected = (error: unknown) => CallError | undefined

/** @param folder for the sentence */
export function createDamageFinder(database: Database, folder: string, clock: Clock): ExplainUnexpected {
  let soundAt = -Infinity
  let damaged = false
  return (cause) => {
    const now = clock.now()
    if (!damaged && now - soundAt > trustedMilliseconds) {
      damaged = !isSound(database)
      soundAt = now
    }
    return damaged ? new CallError('folderDamaged', { folder }, { cause }) : undefined
  }
}

/** An error of the opening as a sentence: damage where the folder is damaged, otherwise as it was. */
export function explainOpening(error: unknown, database: Database | undefined, folder: string): unknown {
  if (isCallError(error)) return error
  const sound = !isSchemaError(error) && (database === undefined || isSound(database))
  return sound ? error : new CallError('folderDamaged', { folder }, { cause: error })
}
