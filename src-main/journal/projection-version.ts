import { putSettingJson, settingJson } from '../storage/settings.ts'
import type { JournalBase } from './parts.ts'
import { rebuildProjection } from './rebuild.ts'

/**
 * Grows when what the projection writes changes its shape or its reckoning (fields of `sheet_state.details`, counts, totals): a folder
 * that another program projected is projected again at opening, before anything is read from its tables (JOURNAL 37e).
 */
export const projectionVersion = 3
const projectedSetting = 'projection.version'

/** Makes the tables again from the entries where another program wrote them. @returns whether something was different */
export async function bringProjectionUpToDate(base: JournalBase): Promise<boolean> {
  const { database } = base
  if (settingJson(database, projectedSetting) === String(projectionVersion)) return false
  const steps = rebuildProjection(base)
  let step = await steps.next()
  while (step.done !== true) step = await steps.next()
  putSettingJson(database, projectedSetting, String(projectionVersion))
  return step.value.differed
}
