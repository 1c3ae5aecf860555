import type { EntryId } from '../../shared/domain/ids.ts'
import { idsInOnePart, partOfAct } from '../../shared/domain/journal/set-aside.ts'
import type { Draft, NewChange } from '../../src-main/journal/journal.ts'
import { entryIdOf } from '../../src-main/journal/entry.ts'
import { projectionText, type TestDevice } from './journals.ts'
import { idOf } from './storage.ts'
import type { UnitId } from '../../shared/domain/ids.ts'

/** Setting aside on journals without a program around them. */

let acts = 0

const of = (id: string, field: string, value: unknown): NewChange => ({
  entity: 'setAside',
  id,
  field,
  value,
  bases: [],
})

/** Writes an act that names these entries; gives its id. */
export function setAside(device: TestDevice, unit: UnitId, ids: readonly EntryId[]): string {
  const act = `${unit}:${idOf(`act ${acts++}`).slice(0, 20)}`
  const drafts: Draft[] = []
  for (let part = 0; part * idsInOnePart < ids.length; part++) {
    const named = ids.slice(part * idsInOnePart, (part + 1) * idsInOnePart)
    const changes = [of(partOfAct(act, part), 'entries', named)]
    if (part === 0) changes.push(of(act, 'bundle', idOf('a bundle')))
    drafts.push({ channel: 'office', audience: unit, changes })
  }
  device.write(drafts)
  return act
}

export function putBack(device: TestDevice, unit: UnitId, act: string): void {
  device.write([{ channel: 'office', audience: unit, changes: [of(act, 'putBack', true)] }])
}

/** Ids of everything stored outside offices, in the order of streams. */
export function idsAt(device: TestDevice): readonly EntryId[] {
  return device
    .entries()
    .filter(({ stream }) => !stream.endsWith('/office'))
    .map(({ bytes }) => entryIdOf(bytes))
}

/** The projection but for the offices. */
export function stateText(device: TestDevice): string {
  const { scopes, sheets } = JSON.parse(projectionText(device)) as {
    scopes: readonly { readonly key: string }[]
    sheets: unknown
  }
  return JSON.stringify({ scopes: scopes.filter(({ key }) => !key.startsWith('office ')), sheets }, null, 1)
}
