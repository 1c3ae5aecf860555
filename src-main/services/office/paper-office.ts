import type { Office } from '../../reports/official-page.ts'
import { today } from '../today.ts'
import { ownUnit, type Installation } from './installation.ts'
import { getSettings } from './settings.ts'

/** Who issues the papers of this installation, in which language, and when: today. */
export function paperOffice(installation: Installation): Office {
  return {
    language: getSettings(installation).language,
    unitName: ownUnit(installation).name,
    day: today(installation),
  }
}
