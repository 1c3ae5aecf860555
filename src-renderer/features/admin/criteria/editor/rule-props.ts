import type { Criterion, Rule } from '../../../../../shared/domain/criteria.ts'

type OfKind<Kind extends Rule['kind']> = Extract<Rule, { kind: Kind }>
export type RuleProps<Kind extends Rule['kind']> = {
  rule: OfKind<Kind>
  criterion: Criterion
  at: string
  /** `field` names what is typed in, for undoing it in one step. */
  onChange: (rule: Rule, field: string) => void
}
