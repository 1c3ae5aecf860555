import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { CallError } from '../../shared/contract/errors.ts'
import { errorSentence } from './error-sentence.ts'
import { Icon } from './icons.tsx'

/** A short word in the corner that something was done. */
export function notifyDone(text: string): void {
  notifications.show({
    message: text,
    icon: <Icon name="check" />,
    color: 'green.9',
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    autoClose: 4000,
  })
}

/** The sentence of an error in the corner, until it is closed. A stopped call says nothing. */
export function notifyError(error: CallError): void {
  if (error.code === 'cancelled') return
  notifications.show({
    message: errorSentence(error, i18next.t),
    icon: <Icon name="warning" />,
    color: 'red.9',
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    autoClose: false,
    role: 'alert',
  })
}
