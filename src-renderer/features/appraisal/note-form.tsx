import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './appraisal.module.css'

/** What is missing at one criterion, for the letter that returns the sheet. */
export function NoteForm(props: {
  text: string
  onSave: (text: string) => void
  onCancel: () => void
}): ReactElement {
  const { t } = useTranslation(['appraisal', 'common'])
  const [text, setText] = useState(props.text)
  return (
    <form
      className={classes['change']}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSave(text.trim())
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('verdict.noteText')}
          value={text}
          maxLength={2000}
          autosize
          minRows={2}
          maxRows={6}
          autoFocus
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-sm" disabled={text.trim() === ''}>
            {t('verdict.note')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={props.onCancel}>
            {t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
