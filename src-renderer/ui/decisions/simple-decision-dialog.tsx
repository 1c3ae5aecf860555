import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { afterwards, useCommand } from '../../app/use-call.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { ErrorSentence } from '../error-notice.tsx'
import { formatPoints } from '../format.ts'
import { notifyDone } from '../notify.tsx'
import { FailingGates } from './failing-gates.tsx'
import { judgedAt, unseenBy } from './unseen.ts'

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
  /** Whose result the verifying level keeps where it changes nothing. */
  before: string
  behalf: OnBehalf | null
  onClose: () => void
  /** It is decided: the dialog goes on to the bundle, or ends. */
  onDecided: () => void
}

/** A decision that needs nothing but to be meant; it says with what the commune cannot pass, and what nobody has looked at. */
export function SimpleDecisionDialog(props: Props): ReactElement {
  const { decision, opened, view, content, before, behalf, onClose, onDecided } = props
  const { t } = useTranslation('sheet')
  const decide = useCommand(calls[decision])
  const unseen = decision === 'verifyWhole' ? unseenBy(content, view).length : 0
  const stage = decision === 'verifyWhole' ? 'verification' : decision === 'withdraw' ? 'self' : 'appraisal'
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
        afterwards(
          decide.mutateAsync({
            assessment: view.assessment,
            ...(reason === '' ? {} : { reason }),
            ...(behalf === null ? {} : { onBehalf: behalf }),
          }),
          () => {
            notifyDone(t(`decide.${decision}.done`, { unit: view.unitName }))
            onDecided()
          },
        )
      }}
    >
      <p>{t(`decide.${decision}.text`, { total: formatPoints(view.totals[stage].total, 'always') })}</p>
      {unseen > 0 && (
        <p>
          <strong>
            {t('decide.verifyWhole.unseen', {
              count: unseen,
              of: judgedAt('verification', content, view).length,
              before,
            })}
          </strong>
        </p>
      )}
      {decision !== 'withdraw' && <FailingGates totals={view.totals[stage]} content={content} />}
      <ErrorSentence error={decide.error} />
    </ConfirmDialog>
  )
}
