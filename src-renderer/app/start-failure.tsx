import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '../../shared/contract/errors.ts'
import { useErrorSentence } from '../ui/error-sentence.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Look } from './program.tsx'
import classes from './start-failure.module.css'

/** Shown instead of everything when there is no way to the core: the address was used up, or the program has been closed. */
export function StartFailure({ error, nonce }: { error: CallError; nonce: string }): ReactElement {
  const { t } = useTranslation('common')
  const sentence = useErrorSentence()
  return (
    <Look nonce={nonce}>
      <main className={classes['page']}>
        <EmptyState icon="warning" title={t('startFailure.title')}>
          <p>
            {error.code === 'notSignedIn' || error.code === 'internal'
              ? t('startFailure.what')
              : sentence(error)}
          </p>
        </EmptyState>
      </main>
    </Look>
  )
}
