import type { CriteriaContent, Criterion } from '../../../../shared/domain/criteria.ts'

/** "1,1", "1.1.", "Tiêu chí 1.1" all mean the code 1.1. */
export function plainCode(text: string): string {
  return text
    .toLowerCase()
    .replace(/^tiêu chí\s+/, '')
    .replaceAll(',', '.')
    .replace(/[.\s]+$/, '')
}

/** The criterion of a code, however it is written. */
export function criterionOfCode(content: CriteriaContent, text: string): Criterion | null {
  const wanted = plainCode(text)
  return wanted === '' ? null : (content.criteria.find(({ code }) => plainCode(code) === wanted) ?? null)
}

export function isCode(content: CriteriaContent, text: string): boolean {
  return text !== '' && text.length <= 40 && criterionOfCode(content, text) !== null
}

/** Criteria whose code a spreadsheet shows like this one: 2.10 loses its zero and becomes 2.1. */
export function twinsOf(content: CriteriaContent, { code }: Criterion): readonly Criterion[] {
  const twin = `${plainCode(code)}0`
  return /\.\d+$/.test(plainCode(code))
    ? content.criteria.filter((other) => plainCode(other.code) === twin)
    : []
}

/** Criteria in the order of the sheet. */
export function inSheetOrder(content: CriteriaContent): readonly Criterion[] {
  return content.groups.flatMap(({ id }) => content.criteria.filter(({ group }) => group === id))
}
