import type { TFunction } from 'i18next'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import type { Shortfall } from '../../shared/domain/totals.ts'
import { formatPoints } from './format.ts'

/** What a condition still lacks, as a sentence. */
export function shortfallSentence(shortfall: Shortfall, content: CriteriaContent, t: TFunction): string {
  switch (shortfall.kind) {
    case 'group':
      return t('sheet:gate.group', {
        group: content.groups.find(({ id }) => id === shortfall.group)?.title ?? '',
        points: formatPoints(shortfall.points),
        needed: formatPoints(shortfall.needed),
      })
    case 'criterion':
      return t('sheet:gate.criterion', {
        code: content.criteria.find(({ id }) => id === shortfall.criterion)?.code ?? '',
        points: formatPoints(shortfall.points),
        needed: formatPoints(shortfall.needed),
      })
    case 'dossier':
      return t('sheet:gate.dossier', { papers: shortfall.papers, needed: shortfall.needed })
    case 'surveyForms':
      return t('sheet:gate.surveyForms', {
        code: content.criteria.find(({ id }) => id === shortfall.criterion)?.code ?? '',
      })
    default:
      return assertNever(shortfall)
  }
}
