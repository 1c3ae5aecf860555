import { Button, Modal, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { filesOfDocument } from '../../../shared/domain/journal/sheet-values.ts'
import { ProgressDialog } from '../progress-dialog.tsx'
import { AskingAboutFiles } from './asking-about-files.tsx'
import type { TakeFiles } from './take-files.ts'

/** What shows while files are taken: how far it is, and whether several photos are one paper. */
export function TakingFiles({ taking }: { taking: TakeFiles }): ReactElement {
  const { t } = useTranslation('documents')
  const { adding, asked, answer, forget } = taking
  const count = asked?.length ?? 0
  return (
    <>
      <ProgressDialog
        title={t('add.running')}
        running={adding.running}
        progress={adding.progress}
        onCancel={adding.cancel}
      />
      <AskingAboutFiles asking={adding.asking} />
      <Modal opened={asked !== null} onClose={forget} title={t('add.togetherTitle', { count })}>
        <Stack gap="sm">
          {count > filesOfDocument ? (
            <p>{t('add.tooManyForOne', { count: filesOfDocument })}</p>
          ) : (
            <Button
              data-autofocus
              h="auto"
              py="xs"
              styles={{ label: { whiteSpace: 'normal' } }}
              onClick={() => {
                answer(true)
              }}
            >
              {t('add.asOne')}
            </Button>
          )}
          <Button
            variant="default"
            h="auto"
            py="xs"
            styles={{ label: { whiteSpace: 'normal' } }}
            onClick={() => {
              answer(false)
            }}
          >
            {t('add.asMany')}
          </Button>
        </Stack>
      </Modal>
    </>
  )
}
