import { Button, Group } from '@mantine/core'
import { notifications, notificationsStore } from '@mantine/notifications'
import i18next from 'i18next'
import type { CallError } from '../../shared/contract/errors.ts'
import { errorSentence } from './error-sentence.ts'
import { Icon } from './icons.tsx'

/** What was done stands in one place: the next word takes it, so that none outlives what it speaks of. */
const doneId = 'done'
/** Milliseconds: to be read, and with a button to be decided about. */
const shownFor = { word: 4000, offer: 8000 }
/** What is said while a page is left belongs to the next one too. */
const onTheWay = 300
let told = 0
let toldAt = 0

/** A short word in the corner that something was done; with `action` there is a button in it. */
export function notifyDone(text: string, action?: { label: string; run: () => void }): void {
  told += 1
  toldAt = performance.now()
  const word = {
    id: doneId,
    message:
      action === undefined ? (
        text
      ) : (
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <span>{text}</span>
          <Button
            size="compact-sm"
            variant="default"
            flex="none"
            onClick={() => {
              dismissDone()
              action.run()
            }}
          >
            {action.label}
          </Button>
        </Group>
      ),
    icon: <Icon name="check" />,
    color: 'green.9',
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    // Another length each time: the same one would go on counting from the word before.
    autoClose: (action === undefined ? shownFor.word : shownFor.offer) + (told % 2),
    // Nothing that went well interrupts who listens.
    role: 'status',
  }
  const { notifications: shown, queue } = notificationsStore.getState()
  if ([...shown, ...queue].some(({ id }) => id === doneId)) notifications.update(word)
  else notifications.show(word)
}

/** Takes the word away: what it spoke of is no more. */
export function dismissDone(): void {
  notifications.hide(doneId)
}

/** On another page nobody asks any more what was done on the last one. */
export function leaveDoneBehind(): void {
  if (performance.now() - toldAt > onTheWay) dismissDone()
}

/** The sentence of an error in the corner, until it is closed. A stopped call says nothing. */
export function notifyError(error: CallError): void {
  if (error.code === 'cancelled') return
  notifyFailure(errorSentence(error, i18next.t))
}

/** What failed, in the corner, until it is closed. */
export function notifyFailure(sentence: string): void {
  notifications.show({
    message: sentence,
    icon: <Icon name="warning" />,
    color: 'red.9',
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    autoClose: false,
    role: 'alert',
  })
}
