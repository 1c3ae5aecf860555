import { Modal } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetSending } from '../../../shared/contract/sheets.ts'
import { SendOn } from './send-on.tsx'

/** The dialog that goes on from a decision to its bundle. Null: closed. */
export function SendOnDialog({
  sending,
  onClose,
}: {
  sending: SheetSending | null
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation('sending')
  return (
    <Modal
      opened={sending !== null}
      onClose={onClose}
      title={t('on.title', { unit: sending?.toName ?? '' })}
      size="lg"
    >
      {sending !== null && <SendOn key={sending.to} sending={sending} onClose={onClose} />}
    </Modal>
  )
}
