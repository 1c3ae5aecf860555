import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CallError } from '../../../../shared/contract/errors.ts'
import { shortestPassphrase, type RootView } from '../../../../shared/contract/trust.ts'
import { asCallError, useOperation, useTransport } from '../../../app/use-call.ts'
import { useSaveFiles } from '../../../app/use-save.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { KeyFields, noRootKey, RootKeyFields, useRootKeyInput, isReady } from './root-key-fields.tsx'

type Made = Output<'trust.prepareRoot'>

/**
 * A new root, kept off this machine, in four steps: why; a passphrase; the file and the sheet are saved; the saved file is given back,
 * which proves that it is there and opens. Only then the domain moves.
 */
export function OfflineRoot({ root, onClose }: { root: RootView; onClose: () => void }): ReactElement {
  const { t } = useTranslation('devices')
  const [made, setMade] = useState<Made | null>(null)
  const [saved, setSaved] = useState(false)
  return (
    <Modal opened onClose={onClose} title={t('offline.title')} size="lg">
      <Stack gap="md">
        {made === null ? (
          <ChoosePassphrase onMade={setMade} />
        ) : saved ? (
          <GiveBack root={root} onDone={onClose} />
        ) : (
          <SaveFiles
            made={made}
            onSaved={() => {
              setSaved(true)
            }}
          />
        )}
      </Stack>
    </Modal>
  )
}

function ChoosePassphrase({ onMade }: { onMade: (made: Made) => void }): ReactElement {
  const { t } = useTranslation(['devices', 'common'])
  const prepare = useOperation('trust.prepareRoot')
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const tooShort = passphrase !== '' && passphrase.length < shortestPassphrase
  const differs = repeated !== '' && repeated !== passphrase
  const show = { 'aria-label': t('common:password.show'), tabIndex: 0 }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        prepare.run({ passphrase }).then(onMade, () => undefined)
      }}
    >
      <Stack gap="md">
        <p>{t('offline.why')}</p>
        <p>{t('offline.passphraseHint')}</p>
        <PasswordInput
          label={t('offline.passphrase')}
          value={passphrase}
          maxLength={200}
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          error={tooShort ? t('offline.tooShort', { count: shortestPassphrase }) : undefined}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value)
          }}
        />
        <PasswordInput
          label={t('offline.repeat')}
          value={repeated}
          maxLength={200}
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          error={differs ? t('offline.differs') : undefined}
          onChange={(event) => {
            setRepeated(event.currentTarget.value)
          }}
        />
        <ErrorSentence error={prepare.error} />
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={prepare.running}
            disabled={passphrase.length < shortestPassphrase || repeated !== passphrase}
          >
            {t('offline.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function SaveFiles({ made, onSaved }: { made: Made; onSaved: () => void }): ReactElement {
  const { t } = useTranslation('devices')
  const save = useSaveFiles()
  const [keyTaken, setKeyTaken] = useState(false)
  return (
    <>
      <p>{t('offline.save')}</p>
      <Fingerprint value={made.fingerprint} />
      <Group gap="sm">
        <Button
          onClick={() => {
            void save([made.keyFile]).then(() => {
              setKeyTaken(true)
            })
          }}
        >
          {t('offline.saveKey')}
        </Button>
        <Button variant="default" onClick={() => void save([made.sheet])}>
          {t('offline.saveSheet')}
        </Button>
      </Group>
      <Group justify="flex-end">
        <Button disabled={!keyTaken} onClick={onSaved}>
          {t('offline.next')}
        </Button>
      </Group>
    </>
  )
}

function GiveBack({ root, onDone }: { root: RootView; onDone: () => void }): ReactElement {
  const { t } = useTranslation('devices')
  const transport = useTransport()
  const rotate = useOperation('trust.rotateRoot')
  const presentInput = useRootKeyInput()
  const [key, setKey] = useState(noRootKey)
  const [present, setPresent] = useState(noRootKey)
  const [error, setError] = useState<CallError | null>(null)

  async function move(): Promise<void> {
    if (key.file === null) return
    setError(null)
    try {
      const { ticket } = await transport.upload(key.file)
      const former = await presentInput(root, present)
      await rotate.run({
        keyFiles: former.keyFile === undefined ? [ticket] : [ticket, former.keyFile],
        passphrase: key.passphrase,
        ...(former.passphrase === undefined ? {} : { presentPassphrase: former.passphrase }),
      })
      notifyDone(t('offline.done'))
      onDone()
    } catch (caught) {
      setError(asCallError(caught))
    }
  }

  return (
    <>
      <p>{t('offline.giveBack')}</p>
      <KeyFields value={key} onChange={setKey} />
      <RootKeyFields root={root} value={present} onChange={setPresent} />
      <ErrorSentence error={error} />
      <Group justify="flex-end">
        <Button
          loading={rotate.running}
          disabled={key.file === null || key.passphrase === '' || !isReady(root, present)}
          onClick={() => void move()}
        >
          {t('offline.move')}
        </Button>
      </Group>
    </>
  )
}
