import type { QueryClient } from '@tanstack/react-query'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { AssessmentId, EntryId } from '../../shared/domain/ids.ts'

/** What an act of this window was about, in the words of the sheet it was done in. */
export type ActSubject = Readonly<{
  /** The call; an appraisal with its verdict, `appraisal.agree`. */
  kind: string
  assessment: AssessmentId | null
  /** Criteria, conditions, papers of the dossier. */
  places: readonly string[]
  /** How criteria are called in the sheet, by their place. */
  codes: readonly string[]
  unitName: string | null
  /** How many communes, where it was about several. */
  communes: number
  /** The document it was about, where there was one. */
  title: string | null
}>

type Asked = Readonly<{
  assessment: string | null
  places: readonly string[]
  document?: string
  kind?: string
  communes?: number
}>
type Target = Readonly<{ attach: Readonly<{ assessment: string; target: string }> | null }>

const attached = ({ attach }: Target): Asked => ({
  assessment: attach?.assessment ?? null,
  places: attach === null ? [] : [attach.target],
})
const linked = (input: { assessment: string; target: string; document: string }): Asked => ({
  assessment: input.assessment,
  places: [input.target],
  document: input.document,
})
const ofDocument = ({ document }: { document: string }): Asked => ({
  assessment: null,
  places: [],
  document,
})

/** The calls that are taken back entry by entry, and what each is about. */
const undoable: { readonly [N in CallName]?: (input: Input<N>) => Asked } = {
  'scores.set': ({ assessment, criterion }) => ({ assessment, places: [criterion] }),
  'scores.setMany': ({ assessment, answers }) => ({
    assessment,
    places: answers.map(({ criterion }) => criterion),
  }),
  'scores.explain': ({ assessment, criterion }) => ({ assessment, places: [criterion] }),
  'gates.answer': ({ assessment, gate }) => ({ assessment, places: [gate] }),
  'participants.save': ({ assessment }) => ({ assessment, places: [] }),
  'appraisal.set': ({ assessment, criterion, verdict }) => ({
    assessment,
    places: [criterion],
    kind: `appraisal.${verdict.kind}`,
  }),
  'appraisal.setMany': ({ items }) => ({
    assessment: null,
    places: [],
    communes: new Set(items.map(({ assessment }) => assessment)).size,
  }),
  'participants.saveMany': ({ participants }) => ({
    assessment: null,
    places: [],
    communes: participants.length,
  }),
  'documents.add': attached,
  'documents.addWithoutFile': attached,
  'documents.attach': linked,
  'documents.attachMany': ({ assessment, target, documents }) => ({
    kind: documents.length > 1 ? 'documents.attachMany' : 'documents.attach',
    assessment,
    places: [target],
  }),
  'documents.detach': linked,
  'documents.update': ofDocument,
  'documents.replace': ofDocument,
  'documents.delete': ofDocument,
  'documents.restore': ofDocument,
}

/** What a call is about; null for one that is not taken back. */
export function subjectOf<N extends CallName>(
  name: N,
  input: Input<N>,
  queries: QueryClient,
): ActSubject | null {
  const asked = undoable[name]?.(input)
  if (asked === undefined) return null
  const { places, document, kind, communes = 1 } = asked
  const assessment = asked.assessment as AssessmentId | null
  return {
    kind: kind ?? name,
    assessment,
    places,
    codes: assessment === null ? [] : codesOf(queries, assessment, places),
    unitName: assessment === null ? null : (sheetOf(queries, assessment)?.unitName ?? null),
    communes,
    title: document === undefined ? null : titleOf(queries, document),
  }
}

/** The entries that a call has written, of one act; none when everything stood so already. */
export function writtenBy(output: unknown): readonly EntryId[] {
  if (typeof output !== 'object' || output === null) return []
  if ('entries' in output && Array.isArray(output.entries)) return output.entries as EntryId[]
  if ('wrote' in output && output.wrote === false) return []
  return 'entry' in output && typeof output.entry === 'string' ? [output.entry as EntryId] : []
}

/** The criteria's codes in the version that the sheet is scored by, as far as this window has seen it. */
export function codesOf(
  queries: QueryClient,
  assessment: AssessmentId,
  places: readonly string[],
): readonly string[] {
  const version = sheetOf(queries, assessment)?.version
  const content =
    version === undefined
      ? undefined
      : queries.getQueryData<Output<'criteria.version'>>(['criteria.version', { version }])?.content
  return places.flatMap((place) => content?.criteria.find(({ id }) => id === place)?.code ?? [])
}

function sheetOf(queries: QueryClient, assessment: AssessmentId): Output<'sheets.get'> | undefined {
  return queries.getQueryData<Output<'sheets.get'>>(['sheets.get', { assessment }])
}

function titleOf(queries: QueryClient, document: string): string | null {
  for (const [, list] of queries.getQueriesData<Output<'documents.list'>>({ queryKey: ['documents.list'] })) {
    const title = list?.documents.find(({ id }) => id === document)?.title
    if (title !== undefined && title !== '') return title
  }
  return null
}
