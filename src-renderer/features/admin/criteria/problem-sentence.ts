import type { TFunction } from 'i18next'
import type { CriteriaContent } from '../../../../shared/domain/criteria.ts'
import { formatPoints } from '../../../ui/format.ts'

type Problem = { path: string; code: string; details: Record<string, string | number> }

/** Details that hold hundredths of points. */
const pointsDetails = new Set([
  'points',
  'max',
  'expected',
  'total',
  'best',
  'needed',
  'step',
  'start',
  'floor',
  'from',
  'to',
])

/** "Tiêu chí 2.1: …": where a problem lies, in the set's own words, and what it is. */
export function problemSentence(problem: Problem, content: CriteriaContent, t: TFunction): string {
  const what = problemText(problem, t)
  const where = placeOf(problem.path, content, t)
  return where === null ? asSentence(what) : `${where}: ${what}`
}

/** A text that may follow "Tiêu chí 2.1:" where it stands alone. */
export function asSentence(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
}

/** What is wrong, without where. */
export function problemText(problem: Pick<Problem, 'code' | 'details'>, t: TFunction): string {
  const details = Object.fromEntries(
    Object.entries(problem.details).map(([name, value]) => [
      name,
      pointsDetails.has(name) && Number.isInteger(Number(value)) ? formatPoints(Number(value)) : value,
    ]),
  )
  return t([`admin:problem.${problem.code}`, 'admin:problem.other'], details)
}

/** The thing a path such as `criteria[3].rule.expression` (or `criteria.3.max`) points at; null for the whole set. */
function placeOf(path: string, content: CriteriaContent, t: TFunction): string | null {
  const [, part, number] = /^(\w+)[[.](\d+)/.exec(path) ?? []
  if (part === undefined || number === undefined) return null
  const index = Number(number)
  switch (part) {
    case 'criteria':
      return t('admin:place.criterion', { code: nameOr(content.criteria[index]?.code, index) })
    case 'groups':
      return t('admin:place.group', { code: nameOr(content.groups[index]?.code, index) })
    case 'bands':
      return t('admin:place.band', { label: nameOr(content.bands[index]?.label, index) })
    case 'gates':
      return t('admin:place.gate', { title: nameOr(content.gates[index]?.title, index) })
    case 'departments':
      return t('admin:place.department', { name: nameOr(content.departments[index]?.name, index) })
    case 'dossier':
      return t('admin:place.dossier', { number: index + 1 })
    default:
      return null
  }
}

/** What has no name yet is called by its number. */
function nameOr(name: string | undefined, index: number): string {
  return name === undefined || name === '' ? String(index + 1) : name
}
