import { type ReactElement, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { notifications } from '@mantine/notifications'
import { DropAnywhere, GiveFilesButton } from './drop-anywhere.tsx'
import { putIntoLetterBox } from './letter-box.ts'
import { paths } from './paths.ts'
import { useMay } from './session.ts'

/** Takes files to the page of the letter-box, from wherever they were dropped or chosen. */
function useGiveFiles(): (files: File[], isFolder: boolean) => void {
  const { t } = useTranslation('common')
  const [, go] = useLocation()
  const mayExchange = useMay('exchange')
  return useCallback(
    (files, isFolder) => {
      if (!mayExchange) {
        notifications.show({ message: t('letterBox.mayNot'), color: 'red.9', role: 'alert' })
        return
      }
      putIntoLetterBox(files, isFolder)
      go(paths.receive)
    },
    [go, mayExchange, t],
  )
}

export function ShellDrop(): ReactElement {
  return <DropAnywhere onFiles={useGiveFiles()} />
}

export function ShellGiveButton(props: {
  className?: string | undefined
  wordClass?: string | undefined
}): ReactElement {
  return <GiveFilesButton {...props} onFiles={useGiveFiles()} />
}
