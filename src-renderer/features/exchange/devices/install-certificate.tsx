import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CallError } from '../../../../shared/contract/errors.ts'
import type { Ticket } from '../../../../shared/contract/frames.ts'
import { asCallError, useOperation, useTransport } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { notifyDone } from '../../../ui/notify.tsx'

type Seen = { file: File; content: Output<'devices.installCertificate'> }

/**
 * A certificate file from the level above. Looked at first; where its root is not known here yet, the root's fingerprint is compared
 * by phone before it is installed.
 */
export function InstallCertificate(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const transport = useTransport()
  const install = useOperation('devices.installCertificate')
  const input = useRef<HTMLInputElement>(null)
  const [seen, setSeen] = useState<Seen | null>(null)
  const [compared, setCompared] = useState(false)
  const [error, setError] = useState<CallError | null>(null)

  async function take(file: File, rootFingerprint?: string): Promise<void> {
    setError(null)
    try {
      // A ticket works once, so the second look uploads again.
      const { ticket }: { ticket: Ticket } = await transport.upload(file)
      const content = await install.run({
        file: ticket,
        ...(rootFingerprint === undefined ? {} : { rootFingerprint }),
      })
      if (content.installed) {
        setSeen(null)
        notifyDone(t('install.done', { issuer: content.issuerName }))
      } else {
        setCompared(false)
        setSeen({ file, content })
      }
    } catch (caught) {
      setError(asCallError(caught))
    }
  }

  return (
    <>
      <Button variant="default" loading={install.running} onClick={() => input.current?.click()}>
        {t('install.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('install.choose')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file !== undefined) void take(file)
        }}
      />
      {seen === null && <ErrorSentence error={error} />}
      <Modal
        opened={seen !== null}
        onClose={() => {
          setSeen(null)
        }}
        title={t('install.title', { issuer: seen?.content.issuerName ?? '' })}
      >
        {seen !== null && (
          <Stack>
            <p>{t('install.compare')}</p>
            <Fingerprint value={seen.content.rootFingerprint} />
            <Checkbox
              label={t('install.same')}
              checked={compared}
              onChange={(event) => {
                setCompared(event.currentTarget.checked)
              }}
            />
            <ErrorSentence error={error} />
            <Group justify="flex-end">
              <Button
                variant="default"
                onClick={() => {
                  setSeen(null)
                }}
              >
                {t('common:cancel')}
              </Button>
              <Button
                disabled={!compared}
                loading={install.running}
                onClick={() => void take(seen.file, seen.content.rootFingerprint)}
              >
                {t('install.confirm')}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  )
}
