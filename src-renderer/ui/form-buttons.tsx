import { Button, Group } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  /** Whether what was entered may be saved. */
  ready?: boolean
  saving: boolean
  onCancel: () => void
}

/** The end of a form in a dialog: cancel, save. */
export function FormButtons({ ready = true, saving, onCancel }: Props): ReactElement {
  const { t } = useTranslation('common')
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button type="submit" disabled={!ready} loading={saving}>
        {t('save')}
      </Button>
    </Group>
  )
}
