import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import { useCommand } from '../../app/use-call.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { ErrorSentence } from '../error-notice.tsx'
import { formatPoints } from '../format.ts'
import { notifyDone } from '../notify.tsx'

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
  behalf: OnBehalf | null
  onClose: () => void
}

/** A decision that needs nothing but to be meant. */
export function SimpleDecisionDialog({ decision, opened, view, behalf, onClose }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const decide = useCommand(calls[decision])
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
      <ErrorSentence error={decide.error} />
    </ConfirmDialog>
  )
}
