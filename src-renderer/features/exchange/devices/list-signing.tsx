import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CallError } from '../../../../shared/contract/errors.ts'
import { asCallError, useOperation, useTransport } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { formatDate } from '../../../ui/format.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { KeyFields, noRootKey, RootKeyFields, useRootSigning } from './root-key-fields.tsx'

type State = Output<'trust.state'>

/** A list that only has to be signed: joining the domain above, or uniting two lists. */
export function SignList({
  what,
  state: { root, joinable },
  onClose,
}: {
  what: 'join' | 'settle'
  state: State
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['devices', 'common'])
  const join = useOperation('trust.join')
  const settle = useOperation('trust.settleLists')
  const { key, setKey, ready, error, sign } = useRootSigning(root)

  async function run(): Promise<void> {
    const done = await sign((given) => (what === 'join' ? join.run(given) : settle.run(given)))
    if (!done) return
    notifyDone(t(`trust.${what}Done`))
    onClose()
  }

  return (
    <Modal opened onClose={onClose} title={t(`trust.${what}Title`, { unit: joinable?.unitName ?? '' })}>
      <Stack gap="md">
        <p>{t(`trust.${what}What`, { unit: joinable?.unitName ?? '' })}</p>
        {what === 'join' && joinable !== null && <Fingerprint value={joinable.fingerprint} />}
        <RootKeyFields root={root} value={key} onChange={setKey} />
        <ErrorSentence error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button disabled={!ready} loading={join.running || settle.running} onClick={() => void run()}>
            {t('trust.sign')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** The stick makes this machine one of the leading office's: a new one, or one whose certificate ends. */
export function CertifyHere({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useTranslation(['devices', 'common'])
  const transport = useTransport()
  const certify = useOperation('trust.certifyHere')
  const [key, setKey] = useState(noRootKey)
  const [error, setError] = useState<CallError | null>(null)

  async function run(): Promise<void> {
    if (key.file === null) return
    setError(null)
    try {
      const { ticket } = await transport.upload(key.file)
      const { until } = await certify.run({ keyFile: ticket, passphrase: key.passphrase })
      notifyDone(t('trust.certified', { date: formatDate(until) }))
      onClose()
    } catch (caught) {
      setError(asCallError(caught))
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('trust.certifyHere')}>
      <Stack gap="md">
        <p>{t('trust.certifyWhat')}</p>
        <KeyFields value={key} onChange={setKey} />
        <ErrorSentence error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            disabled={key.file === null || key.passphrase === ''}
            loading={certify.running}
            onClick={() => void run()}
          >
            {t('trust.certify')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
