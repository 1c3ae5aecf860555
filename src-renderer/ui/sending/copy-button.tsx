import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Puts a text on the clipboard and says so; where the system does not let it, says that. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactElement {
  const { t } = useTranslation('sending')
  const [done, setDone] = useState<'copied' | 'failed' | null>(null)
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => {
              setDone('copied')
            },
            () => {
              setDone('failed')
            },
          )
        }}
      >
        {label}
      </Button>
      <span role="status">{done !== null && t(`copy.${done}`)}</span>
    </>
  )
}
