import type { CriteriaContent } from './criteria.ts'

/** Things that a sentence has to name, as the people know them: by code and title, never by an id or a path. */

type Coded = Readonly<{ code: string; title: string }>

/** "2.1 Tỷ lệ hộ nghèo" */
export function codedName({ code, title }: Coded): string {
  return [code, title].filter((part) => part !== '').join(' ')
}

/** With titles more than a few make no sentence; then the codes alone do. */
const titledAtMost = 5

/** Criteria by code and title, by code alone where they are many. */
export function codedNames(things: readonly Coded[]): string[] {
  return things.length > titledAtMost ? things.map(({ code }) => code) : things.map(codedName)
}

/**
 * What stands at a place of a criteria set (`criteria[3].rule.expression`), each thing once. Where nothing there has a name yet: the
 * part of the set (`groups`, `title`), a key of words.
 */
export function namesOfPlaces(content: CriteriaContent, paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => nameOfPlace(content, path)))]
}

function nameOfPlace(content: CriteriaContent, path: string): string {
  const [, part = path, index = ''] = /^(\w+)(?:\[(\d+)\])?/.exec(path) ?? []
  const found = index === '' ? undefined : thingAt(content, part, Number(index))
  return found === undefined || found === '' ? part : found
}

function thingAt(content: CriteriaContent, part: string, index: number): string | undefined {
  switch (part) {
    case 'criteria':
    case 'groups': {
      const thing = content[part][index]
      return thing && codedName(thing)
    }
    case 'gates':
      return content.gates[index]?.title
    case 'departments':
      return content.departments[index]?.name
    case 'bands':
      return content.bands[index]?.label
    case 'dossier':
      return content.dossier[index]
    default:
      return undefined
  }
}
