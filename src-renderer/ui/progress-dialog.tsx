import { Button, Group, Modal, Progress as Bar, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Progress } from '../../shared/contract/frames.ts'
import { formatBytes, formatCount } from './format.ts'

type Props = {
  title: string
  running: boolean
  progress: Progress | null
  onCancel: () => void
}

/** Long work in front of everything: what is being done, how far it is, and a way to stop it. */
export function ProgressDialog({ title, running, progress, onCancel }: Props): ReactElement {
  const { t } = useTranslation('common')
  const total = progress?.total ?? 0
  const share = total > 0 && progress !== null ? Math.min(1, progress.done / total) : null
  return (
    <Modal
      opened={running}
      onClose={onCancel}
      title={title}
      closeOnClickOutside={false}
      withCloseButton={false}
      // Short work ends before the dialog has appeared.
      transitionProps={{ enterDelay: 350 }}
    >
      <Bar
        value={share === null ? 100 : share * 100}
        animated={share === null}
        striped={share === null}
        size="lg"
        aria-label={title}
      />
      <Text size="sm" c="dimmed" mt="xs" mih="3em" className="numbers">
        {progress === null
          ? t('progress.starting')
          : t(`progress.${progress.step}`, { defaultValue: t('progress.working') })}
        {progress !== null && total > 0 && ` – ${readAmount(progress)}`}
        {progress?.item !== undefined && (
          <Text component="span" display="block" truncate>
            {progress.item}
          </Text>
        )}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onCancel}>
          {t('stop')}
        </Button>
      </Group>
    </Modal>
  )
}

/** Bytes when the step is named for them, things otherwise. */
function readAmount({ step, done, total }: Progress): string {
  const format = /bytes$/i.test(step) || total > 5_000_000 ? formatBytes : formatCount
  return `${format(done)} / ${format(total)}`
}
