import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sheet } from './use-sheet.ts'

/** Nhập hộ: whose figures are entered and by which paper; every answer from then on says so. */
export function BehalfDialog({
  opened,
  sheet,
  onClose,
}: {
  opened: boolean
  sheet: Sheet
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <Modal opened={opened} onClose={onClose} title={t('behalf.title', { unit: sheet.view.unitName })}>
      <BehalfForm sheet={sheet} onClose={onClose} />
    </Modal>
  )
}

function BehalfForm({ sheet, onClose }: { sheet: Sheet; onClose: () => void }): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const [paper, setPaper] = useState(sheet.behalf?.paper ?? '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        sheet.setBehalf({ unit: sheet.view.unit, paper: paper.trim() })
        onClose()
      }}
    >
      <Stack gap="md">
        <p>{t('behalf.text', { unit: sheet.view.unitName })}</p>
        <TextInput
          label={t('behalf.paper')}
          placeholder={t('behalf.paperExample')}
          value={paper}
          required
          maxLength={300}
          data-autofocus
          onChange={(event) => {
            setPaper(event.currentTarget.value)
          }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={paper.trim() === ''}>
            {t('behalf.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
