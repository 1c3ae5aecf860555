import { statSync } from 'node:fs'
import { Settings } from '../../../shared/contract/settings.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { freeBytesAt } from '../../platform/file-errors.ts'
import type { Database } from '../../storage/database.ts'
import { countEntries } from '../../storage/entries.ts'
import { putSettingJson, settingJson } from '../../storage/settings.ts'
import { transaction } from '../../storage/transaction.ts'
import { vaultFiles } from '../../storage/vault-files.ts'
import type { Installation } from './installation.ts'

/** Settings of this folder; never journalled. */

const usual: Settings = { language: 'vi', textSize: 100, colours: 'light', firstSteps: 'whileOpen' }

export function getSettings(installation: Installation): Settings {
  const json = settingJson(installation.database, 'settings')
  const known = json === undefined ? {} : Settings.partial().safeParse(JSON.parse(json)).data
  return { ...usual, ...present(known ?? {}) }
}

export function setSettings(
  installation: Installation,
  wanted: { readonly [Name in keyof Settings]?: Settings[Name] | undefined },
): Settings {
  const settings: Settings = { ...getSettings(installation), ...present(wanted) }
  const { database } = installation
  transaction(database, () => putSettingJson(database, 'settings', JSON.stringify(settings)))
  return settings
}

function present(settings: {
  readonly [Name in keyof Settings]?: Settings[Name] | undefined
}): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

const demoSetting = 'demo'

/** Whether this folder holds invented data. */
export function isDemo(installation: Installation): boolean {
  return settingJson(installation.database, demoSetting) === 'true'
}

/** Marks the folder's data as invented, wherever it shows. Inside the transaction that writes the data. */
export function markAsDemo(database: Database): void {
  putSettingJson(database, demoSetting, 'true')
}

/** Facts about this folder for the officer and for whoever helps. Sizes are bytes. */
export function systemInfo(installation: Installation, version: string): Output<'system.info'> {
  const { database, folder } = installation
  return {
    version,
    dataFolder: folder.root,
    freeBytes: freeBytesAt(folder.root),
    databaseBytes: [folder.database, `${folder.database}-wal`].reduce(
      (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
      0,
    ),
    vaultBytes: vaultFiles(database).reduce((sum, { size }) => sum + size, 0),
    entries: countEntries(database),
  }
}
