import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { SheetTotals } from '../../../shared/domain/totals.ts'
import { shortfallSentence } from '../gate-words.ts'
import classes from './decisions.module.css'

/** Names every condition that bars the commune, with what it lacks; nothing where none does. */
export function FailingGates({
  totals,
  content,
}: {
  totals: SheetTotals
  content: CriteriaContent
}): ReactElement | null {
  const { t } = useTranslation('sheet')
  const failing = totals.gates.filter(({ passed }) => passed !== true)
  if (failing.length === 0) return null
  return (
    <section aria-label={t('decide.gates', { count: failing.length })}>
      <p>{t('decide.gates', { count: failing.length })}</p>
      <ul className={classes['open']}>
        {failing.map(({ id, title, passed, shortfalls }) => (
          <li key={id}>
            <strong>
              {title} – {t(passed === false ? 'gate.failed' : 'gate.unknown')}
            </strong>
            {shortfalls.map((shortfall, index) => (
              <span key={index} className={classes['codes']}>
                {shortfallSentence(shortfall, content, t)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
