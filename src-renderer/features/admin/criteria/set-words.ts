import type { TFunction } from 'i18next'
import type { CriteriaContent, Gate, StarBand } from '../../../../shared/domain/criteria.ts'
import { formatPoints } from '../../../ui/format.ts'

/** "từ 80 đến dưới 90 điểm". */
export function bandText({ from, to }: StarBand, t: TFunction): string {
  if (from === null && to === null) return t('admin:set.band.all')
  if (from === null) return t('admin:set.band.below', { to: formatPoints(to) })
  if (to === null) return t('admin:set.band.from', { from: formatPoints(from) })
  return t('admin:set.band.between', { from: formatPoints(from), to: formatPoints(to) })
}

/** What a condition asks, and from how many stars on. */
export function gateText({ check, fromStars }: Gate, content: CriteriaContent, t: TFunction): string {
  const words = ((): string => {
    switch (check.kind) {
      case 'groupMinimum':
        return check.group === null
          ? t('admin:set.gate.groups', { percent: check.percent })
          : t('admin:set.gate.group', {
              percent: check.percent,
              code: content.groups.find(({ id }) => id === check.group)?.code ?? '',
            })
      case 'criterionMinimum':
        return check.criterion === null
          ? t('admin:set.gate.criteria', { percent: check.percent })
          : t('admin:set.gate.criterion', {
              percent: check.percent,
              code: content.criteria.find(({ id }) => id === check.criterion)?.code ?? '',
            })
      case 'veto':
        return t('admin:set.gate.veto')
      case 'dossier':
        return t('admin:set.gate.dossier', { minimum: check.minimum })
      case 'surveyForms':
        return t('admin:set.gate.surveyForms')
    }
  })()
  return fromStars > 1 ? `${words}; ${t('admin:set.gate.fromStars', { stars: fromStars })}` : words
}
