import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CallError } from '../../../../shared/contract/errors.ts'
import type { Ticket } from '../../../../shared/contract/frames.ts'
import { paths } from '../../../app/paths.ts'
import { useSession } from '../../../app/session.ts'
import { asCallError, useOperation, useTransport } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'

/** Chooses a certificate file from the level above, and opens it in a dialog. */
export function InstallCertificate(): ReactElement {
  const { t } = useTranslation('exchange')
  const transport = useTransport()
  const input = useRef<HTMLInputElement>(null)
  const [ticket, setTicket] = useState<Ticket | null>(null)
  const [error, setError] = useState<CallError | null>(null)

  async function take(file: File): Promise<void> {
    setError(null)
    try {
      setTicket((await transport.upload(file)).ticket)
    } catch (caught) {
      setError(asCallError(caught))
    }
  }
  function close(): void {
    setTicket(null)
  }

  return (
    <>
      <Button variant="default" onClick={() => input.current?.click()}>
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
      <ErrorSentence error={error} />
      <Modal opened={ticket !== null} onClose={close} title={t('given.certificate')}>
        {ticket !== null && <InstallGivenCertificate ticket={ticket} onDone={close} />}
      </Modal>
    </>
  )
}

/**
 * A certificate file that was handed over. Looked at first; where its root is not known here yet, the root's fingerprint is compared
 * by phone before it is installed.
 */
export function InstallGivenCertificate({
  ticket,
  onDone,
}: {
  ticket: Ticket
  onDone: () => void
}): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { unit } = useSession()
  const { run, running } = useOperation('devices.installCertificate')
  const [content, setContent] = useState<Output<'devices.installCertificate'> | null>(null)
  const [compared, setCompared] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  useEffect(() => {
    run({ file: ticket }).then(setContent, (caught: unknown) => {
      const failure = asCallError(caught)
      if (failure.code !== 'cancelled') setError(failure)
    })
  }, [run, ticket])

  async function install(rootFingerprint: string): Promise<void> {
    setError(null)
    try {
      setContent(await run({ file: ticket, rootFingerprint }))
    } catch (caught) {
      setError(asCallError(caught))
    }
  }

  if (content?.installed === true)
    return (
      <Stack>
        <p role="status">
          <strong>{t('install.done', { issuer: content.issuerName })}</strong>
        </p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common:close')}
          </Button>
          {unit.level === 'commune' ? (
            <Button component={Link} href={paths.sheets}>
              {t('install.score')}
            </Button>
          ) : (
            <Button component={Link} href={paths.startFiles}>
              {t('install.startFiles')}
            </Button>
          )}
        </Group>
      </Stack>
    )
  return (
    <Stack>
      {content !== null && (
        <>
          <p>{t('install.compare', { issuer: content.issuerName })}</p>
          <Fingerprint value={content.rootFingerprint} />
          <Checkbox
            label={t('install.same')}
            checked={compared}
            onChange={(event) => {
              setCompared(event.currentTarget.checked)
            }}
          />
        </>
      )}
      <ErrorSentence error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        {content !== null && (
          <Button
            disabled={!compared}
            loading={running}
            onClick={() => void install(content.rootFingerprint)}
          >
            {t('install.confirm')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
