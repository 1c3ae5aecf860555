import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { attributeOf, readXml } from './xml.ts'
import { streamZipPart } from './zip-check.ts'
import type { ZipPart } from './zip-directory.ts'
import { ZipProblem } from './zip-problem.ts'

/**
 * The parts of an Office file (DOCX, XLSX) and how they point to each other (ECMA-376 part 2, Open Packaging Conventions). Parts
 * are found by their relations, never by a usual name: Word online calls its text `document2.xml`.
 */

/** By lower-case name: Office compares part names without regard to case. */
export type OfficeParts = ReadonlyMap<string, ZipPart>

/** Where a relation leads; `type` is the last word of its address, lower-case: `officedocument`, `styles`, … */
export type RelationTarget = Readonly<{ type: string; path: string }>

/** Lists of relations and of kinds are short; longer ones are not read on the core's thread. */
const longestList = 4 * 1024 * 1024

export function officeParts(inFile: readonly ZipPart[]): OfficeParts {
  return new Map(inFile.map((part) => [part.name.toLowerCase(), part]))
}

/**
 * The parts that a part points to, by the id of the relation; `from` is empty for the file itself. What lies outside of the file
 * is left out.
 *
 * @throws BrokenXml, ZipProblem
 */
export async function readRelations(
  file: FileHandle,
  parts: OfficeParts,
  from: string,
): Promise<Map<string, RelationTarget>> {
  const folder = path.posix.dirname(from)
  const listed = parts.get(
    path.posix.join(folder, '_rels', `${path.posix.basename(from)}.rels`).toLowerCase(),
  )
  const targets = new Map<string, RelationTarget>()
  if (!listed) return targets
  await readXml(listContent(file, listed), {
    open(name, { Id, Type, Target: target, TargetMode }) {
      if (name !== 'Relationship' || Id === undefined || target === undefined || TargetMode === 'External')
        return
      // Some writers name targets from the top of the file ("/xl/…"), others from the folder; some write "\" between folders.
      const written = target.replaceAll('\\', '/')
      const resolved = path.posix.join(written.startsWith('/') ? '/' : `/${folder}`, written).slice(1)
      targets.set(Id, { type: (Type ?? '').split('/').at(-1)?.toLowerCase() ?? '', path: resolved })
    },
  })
  return targets
}

/** The name of the part that the file is about, by its relations; undefined when it names none that is there. */
export async function mainPartOf(file: FileHandle, parts: OfficeParts): Promise<string | undefined> {
  const top = [...(await readRelations(file, parts, '')).values()]
  const named = top.find(({ type }) => type === 'officedocument')?.path
  // A few writers forget the list of relations; Office's own usual names are tried then.
  const candidates = named === undefined ? ['word/document.xml', 'xl/workbook.xml'] : [named]
  return candidates.find((name) => parts.has(name.toLowerCase()))
}

/**
 * What the list of kinds (`[Content_Types].xml`) says of a part, lower-case; empty when it says nothing.
 *
 * @throws BrokenXml, ZipProblem
 */
export async function kindOfPart(file: FileHandle, list: ZipPart, name: string): Promise<string> {
  const byEnding = new Map<string, string>()
  const byName = new Map<string, string>()
  await readXml(listContent(file, list), {
    open(tag, attributes) {
      const kind = (attributeOf(attributes, 'ContentType') ?? '').toLowerCase()
      const ending = attributeOf(attributes, 'Extension')
      const part = attributeOf(attributes, 'PartName')
      if (tag === 'Default' && ending !== undefined) byEnding.set(ending.toLowerCase(), kind)
      if (tag === 'Override' && part !== undefined) {
        byName.set(part.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase(), kind)
      }
    },
  })
  const key = name.toLowerCase()
  return byName.get(key) ?? byEnding.get(key.slice(key.lastIndexOf('.') + 1)) ?? ''
}

function listContent(file: FileHandle, part: ZipPart): AsyncIterable<Uint8Array> {
  if (part.size > longestList) throw new ZipProblem('tooLargeInside', `${part.name} is too large`)
  return streamZipPart(file, part)
}
