import packageFile from '../package.json' with { type: 'json' }
import { contract, type ProgramContract } from '../shared/contract/contract.ts'
import { CallError } from '../shared/contract/errors.ts'
import { checkText } from '../shared/domain/text/acceptable-text.ts'
import { createAnnouncer } from './api/announcer.ts'
import type { Core, OpenCore } from './api/core-interface.ts'
import { createDispatcher } from './api/dispatcher.ts'
import { openFileTickets } from './api/files.ts'
import type { Handlers } from './api/handlers.ts'
import { asOfHandlers } from './api/handlers/as-of.ts'
import { asideHandlers } from './api/handlers/asides.ts'
import { catalogueHandlers } from './api/handlers/catalogue.ts'
import { demoHandlers } from './api/handlers/demo.ts'
import { documentHandlers } from './api/handlers/documents.ts'
import { exchangeHandlers } from './api/handlers/exchange.ts'
import { givenFileHandlers } from './api/handlers/given-files.ts'
import { historyHandlers } from './api/handlers/history.ts'
import { resultHandlers } from './api/handlers/results.ts'
import { sessionHandlers } from './api/handlers/session.ts'
import { setupHandlers } from './api/handlers/setup.ts'
import { sheetHandlers } from './api/handlers/sheets.ts'
import { trustHandlers } from './api/handlers/trust.ts'
import { createSessions } from './api/sessions.ts'
import { systemClock, type Clock } from './platform/clock.ts'
import { defaultDataFolder } from './platform/data-folder.ts'
import type { Log } from './platform/log.ts'
import { createDamageFinder } from './services/office/damage.ts'
import { openInstallation } from './services/office/open-installation.ts'

/** The one file that knows all parts: opens a data folder and puts the core together. */

export type CoreOptions = {
  readonly dataDir: string
  /** Where device keys lie; the user's profile unless a test says otherwise. */
  readonly keysDir?: string | undefined
  readonly clock?: Clock
  readonly log?: Log
}

/** A bundle may be as large as a FAT32 stick allows; evidence has its own, lower limit in the vault. */
const largestUpload = 4 * 1024 ** 3

/**
 * Opens a data folder and everything that works on it.
 * @throws CallError `folderInUse`, `folderNewer`, `folderDamaged`, `folderReadOnly`, `diskFull`
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const clock = options.clock ?? systemClock
  const { dataDir, keysDir } = options
  const installation = await openInstallation({ dataDir, keysDir, clock, log: options.log })
  const { log } = installation
  const announcer = createAnnouncer((error) => {
    log.error('a listener failed', error)
  })
  const sessions = createSessions()
  const files = await openFileTickets({
    folder: installation.folder.incoming,
    limitBytes: largestUpload,
    now: () => clock.now(),
  }).catch((error: unknown) => {
    installation.close()
    throw error
  })
  const parts = { installation, version: packageFile.version }
  const handlers: Handlers<ProgramContract> = {
    ...sessionHandlers(parts),
    ...catalogueHandlers(parts),
    ...sheetHandlers(parts),
    ...documentHandlers(parts),
    ...historyHandlers(parts),
    ...asOfHandlers(parts),
    ...resultHandlers(parts),
    ...exchangeHandlers(parts),
    ...givenFileHandlers(parts),
    ...trustHandlers(parts),
    ...asideHandlers(parts),
    ...setupHandlers(parts),
    ...demoHandlers({ ...parts, openCore: createCore }),
  }
  const call = createDispatcher({
    contract,
    handlers,
    sessions,
    files,
    acceptText,
    announce: announcer.announce,
    log,
    explainUnexpected: createDamageFinder(installation.database, installation.folder.root, clock),
    now: () => clock.now(),
  })
  return {
    contract,
    call,
    announcements: announcer.listen,
    sessions,
    files,
    log,
    close: async () => {
      await files.close()
      installation.close()
    },
  }
}

/** Opens the core for the doors: in the given data folder or the system's usual place. */
export const openProgramCore: OpenCore = ({ dataDir, keysDir }) =>
  createCore({ dataDir: dataDir ?? defaultDataFolder(), keysDir })

const longestText = 200_000

/** Every text of every call passes here once: kept in NFC, or refused with the place of what cannot be kept. */
function acceptText(text: string): string {
  const checked = checkText(text, { most: longestText, lines: 'many' })
  if (checked.ok) return checked.text
  if (checked.code === 'tooLong') throw new CallError('tooLong', { limit: longestText })
  throw new CallError('unacceptableText', { position: checked.position })
}
