import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Output } from '../../../../shared/contract/contract.ts'
import { useCommand } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Icon } from '../../../ui/icons.tsx'

type Props = { versions: Output<'criteria.versions'>; pathOfDraft: (id: string) => string }

/** A draft from nothing, from the shipped sample or from a published set. */
export function NewDraft({ versions, pathOfDraft }: Props): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const [, go] = useLocation()
  const make = useCommand('criteria.draftFrom')
  const [opened, setOpened] = useState(false)
  const [from, setFrom] = useState<string>('sample')
  const [label, setLabel] = useState(() => String(new Date().getFullYear()))

  return (
    <>
      <Button
        leftSection={<Icon name="plus" />}
        onClick={() => {
          make.reset()
          setOpened(true)
        }}
      >
        {t('newDraft.open')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => {
          setOpened(false)
        }}
        title={t('newDraft.title')}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate(
              { from, label: label.trim() },
              {
                onSuccess: (draft) => {
                  setOpened(false)
                  go(pathOfDraft(draft.id))
                },
              },
            )
          }}
        >
          <Stack>
            <Select
              label={t('newDraft.from')}
              value={from}
              onChange={(value) => {
                setFrom(value ?? 'sample')
              }}
              data={[
                { value: 'sample', label: t('newDraft.sample') },
                { value: 'blank', label: t('newDraft.blank') },
                ...versions.map((version) => ({
                  value: version.id,
                  label: `${version.title} (${version.label})`,
                })),
              ]}
              data-autofocus
            />
            <TextInput
              label={t('draft.label')}
              description={t('draft.labelHint')}
              value={label}
              maxLength={100}
              required
              onChange={(event) => {
                setLabel(event.currentTarget.value)
              }}
            />
            <ErrorSentence error={make.error} />
            <Group justify="flex-end">
              <Button
                variant="default"
                onClick={() => {
                  setOpened(false)
                }}
              >
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={make.isPending} disabled={label.trim() === ''}>
                {t('newDraft.make')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
