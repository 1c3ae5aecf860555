import { makeFiles } from '../../src-main/api/handlers/demo.ts'
import { sampleReturn } from '../../src-main/services/demo/appraisals.ts'
import type { Calendar } from '../../src-main/services/demo/calendar.ts'
import type { CommuneKey } from '../../src-main/services/demo/communes.ts'
import {
  answerDocuments,
  districtDocuments,
  dossierDocuments,
  fullDocuments,
  shortDocuments,
} from '../../src-main/services/demo/evidence-plan.ts'
import type { Facts } from '../../src-main/services/demo/papers/facts.ts'
import type { SampleDocument } from '../../src-main/services/demo/sample-document.ts'
import type { SheetWork } from '../../src-main/services/demo/sheet-work.ts'
import { filesToMake, makeInTurn, type MadeFiles } from '../../src-main/services/demo/story-files.ts'
import type { Sent } from './exchange.ts'
import type { Teller } from './teller.ts'

/** What all parts of the story share. */
export type Stage = {
  readonly calendar: Calendar
  readonly teller: Teller
  /** The folder that travels between the offices, as a USB stick does. */
  readonly stick: string
  /** Where the papers lie before they are filed. */
  readonly papers: string
  /** Every bundle that was sent, in order. */
  readonly bundles: Sent[]
}

/** Communes with a device of their own; the district enters for the others. */
export const ownDevices: readonly CommuneKey[] = ['phon-xuong', sampleReturn.commune]

/** What a commune files, or the district on its behalf. */
export function communeDocuments(facts: Facts): readonly SampleDocument[] {
  const own = ownDevices.includes(facts.commune.key)
  return [...dossierDocuments(facts, own), ...(own ? fullDocuments(facts) : shortDocuments(facts))]
}

/** Papers in the making: those of the two communes first, as they are needed first. */
export type PapersInMaking = { readonly first: Promise<MadeFiles>; readonly all: Promise<MadeFiles> }

export function makePapers({ papers }: Stage, works: readonly SheetWork[]): PapersInMaking {
  const own = works.filter(({ facts }) => ownDevices.includes(facts.commune.key))
  const others = works.filter((work) => !own.includes(work))
  const filesOf = (work: SheetWork, documents: readonly SampleDocument[]) =>
    filesToMake(papers, work.facts.commune.key, documents)
  const [first, all] = makeInTurn(
    [
      own.flatMap((work) => filesOf(work, [...communeDocuments(work.facts), ...answerDocuments(work.facts)])),
      [
        ...others.flatMap((work) => filesOf(work, communeDocuments(work.facts))),
        ...works.flatMap((work) => filesOf(work, districtDocuments(work.facts))),
      ],
    ],
    (files) => makeFiles(files, new AbortController().signal),
  )
  if (first === undefined || all === undefined) throw new Error('no papers are being made')
  return { first, all }
}
