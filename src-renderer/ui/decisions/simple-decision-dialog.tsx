import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { useCommand } from '../../app/use-call.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { ErrorSentence } from '../error-notice.tsx'
import { formatPoints } from '../format.ts'
import { notifyDone } from '../notify.tsx'
import classes from './decisions.module.css'
import { unjudged } from './open-things.ts'

export type SimpleDecision = 'withdraw' | 'propose' | 'accept' | 'verifyWhole'

const calls = {
  withdraw: 'decisions.withdraw',
  propose: 'decisions.propose',
  accept: 'decisions.accept',
  verifyWhole: 'decisions.verify',
} as const

type Props = {
  decision: SimpleDecision
  opened: boolean
  view: SheetView
  content: CriteriaContent
  behalf: OnBehalf | null
  onClose: () => void
}

/** A decision that needs nothing but to be meant. */
export function SimpleDecisionDialog({
  decision,
  opened,
  view,
  content,
  behalf,
  onClose,
}: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const decide = useCommand(calls[decision])
  const stage = decision === 'verifyWhole' ? 'verification' : decision === 'withdraw' ? 'self' : 'appraisal'
  const open = decision === 'propose' || decision === 'accept' ? unjudged(view, content, 'appraisal') : []
  return (
    <ConfirmDialog
      opened={opened}
      title={t(`decide.${decision}.title`, { unit: view.unitName })}
      confirm={t(`decide.${decision}.action`)}
      reason="optional"
      busy={decide.isPending}
      onClose={() => {
        decide.reset()
        onClose()
      }}
      onConfirm={(reason) => {
        decide.mutate(
          {
            assessment: view.assessment,
            ...(reason === '' ? {} : { reason }),
            ...(behalf === null ? {} : { onBehalf: behalf }),
          },
          {
            onSuccess: () => {
              notifyDone(t(`decide.${decision}.done`, { unit: view.unitName }))
              onClose()
            },
          },
        )
      }}
    >
      <p>{t(`decide.${decision}.text`, { total: formatPoints(view.totals[stage].total) })}</p>
      {open.length > 0 && (
        <div className={classes['open']}>
          <strong>{t('open.unjudged', { count: open.length })}</strong>
          <span className={classes['codes']}>{open.join(', ')}</span>
        </div>
      )}
      <ErrorSentence error={decide.error} />
    </ConfirmDialog>
  )
}
