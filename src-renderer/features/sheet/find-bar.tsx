import { ActionIcon, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import { useSheetWindow } from './sheet-window.ts'
import classes from './sheet.module.css'
import type { Finding } from './use-find.ts'

/** Finds a line by its code or by words of its name; Enter goes to the next, Esc back to the cell. */
export function FindBar({ finding }: { finding: Finding }): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const { field, text, found, hidden, setText, step, close } = finding
  const active = useSheetWindow(({ active: cell }) => cell?.criterion ?? null)
  const count = found.length
  const place = active === null ? 0 : found.indexOf(active) + 1
  return (
    <div
      className={classes['find']}
      role="search"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault()
          close()
        }
      }}
    >
      <TextInput
        ref={field}
        size="xs"
        className={classes['findField'] ?? ''}
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        leftSection={<Icon name="search" size="1em" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          step(event.shiftKey ? -1 : 1)
        }}
      />
      <span role="status" className={classes['soft']}>
        {text.trim() !== '' && (count === 0 ? t('find.none') : t('find.place', { place, count }))}
        {hidden > 0 && ` ${t('find.hidden', { count: hidden })}`}
      </span>
      {(
        [
          [-1, 'up', 'find.previous'],
          [1, 'down', 'find.next'],
        ] as const
      ).map(([direction, icon, label]) => (
        <ActionIcon
          key={label}
          variant="default"
          aria-label={t(label)}
          title={t(label)}
          disabled={count === 0}
          onClick={() => {
            step(direction)
          }}
        >
          <Icon name={icon} />
        </ActionIcon>
      ))}
      <ActionIcon variant="subtle" color="gray.8" aria-label={t('common:close')} onClick={close}>
        <Icon name="cross" />
      </ActionIcon>
    </div>
  )
}
