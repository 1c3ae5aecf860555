import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../../app/use-call.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { notifyDone } from '../../../ui/notify.tsx'

/** Asks for the reason, then marks the findings as seen for the whole office. */
export function MarkDialog({
  ids,
  onClose,
  onDone,
}: {
  ids: readonly string[]
  onClose: () => void
  onDone: () => void
}): ReactElement {
  const { t } = useTranslation('review')
  const mark = useCommand('checks.markSeen')
  return (
    <ConfirmDialog
      opened={ids.length > 0}
      title={t('checks.markTitle', { count: ids.length })}
      confirm={t('checks.markConfirm')}
      reason="needed"
      busy={mark.isPending}
      onConfirm={(reason) => {
        mark.mutate(
          { ids: [...ids], reason },
          {
            onSuccess: () => {
              notifyDone(t('checks.marked', { count: ids.length }))
              onDone()
            },
          },
        )
      }}
      onClose={() => {
        mark.reset()
        onClose()
      }}
    >
      <p>{t('checks.markHint')}</p>
      <ErrorSentence error={mark.error} />
    </ConfirmDialog>
  )
}
