import { PasswordInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '../../../../shared/contract/errors.ts'
import type { Ticket } from '../../../../shared/contract/frames.ts'
import type { RootView } from '../../../../shared/contract/trust.ts'
import { asCallError, useTransport } from '../../../app/use-call.ts'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'

/** The root's key file and what opens it, as far as the officer has given them. */
export type RootKey = { readonly file: File | null; readonly passphrase: string }

export const noRootKey: RootKey = { file: null, passphrase: '' }

/** Whether a call that the root signs can be made. */
export function isReady(root: RootView | null, key: RootKey): boolean {
  return root?.held !== 'offline' || (key.file !== null && key.passphrase !== '')
}

/** Hands the key file in: a ticket works once, so each attempt uploads again. */
export function useRootKeyInput(): (root: RootView | null, key: RootKey) => Promise<GivenKey> {
  const transport = useTransport()
  return async (root, { file, passphrase }) => {
    if (root?.held !== 'offline' || file === null) return {}
    const { ticket } = await transport.upload(file)
    return { keyFile: ticket, passphrase }
  }
}

type GivenKey = { keyFile?: Ticket; passphrase?: string }

type RootSigning = {
  readonly key: RootKey
  readonly setKey: (key: RootKey) => void
  /** Whether the key is given, where one is needed. */
  readonly ready: boolean
  /** Why the last try failed. */
  readonly error: CallError | null
  /** Runs what the root signs; whether it was done. */
  readonly sign: (act: (given: GivenKey) => Promise<unknown>) => Promise<boolean>
}

/** What all acts that the root signs have in common: its key is asked for, and why it failed stands in place. */
export function useRootSigning(root: RootView | null): RootSigning {
  const keyInput = useRootKeyInput()
  const [key, setKey] = useState(noRootKey)
  const [error, setError] = useState<CallError | null>(null)
  async function sign(act: (given: GivenKey) => Promise<unknown>): Promise<boolean> {
    setError(null)
    try {
      await act(await keyInput(root, key))
      return true
    } catch (caught) {
      setError(asCallError(caught))
      return false
    }
  }
  return { key, setKey, ready: isReady(root, key), error, sign }
}

type Props = {
  root: RootView | null
  value: RootKey
  onChange: (value: RootKey) => void
}

/** Asks for the stick where the root is offline; nothing where this machine is the root. */
export function RootKeyFields({ root, value, onChange }: Props): ReactElement | null {
  const { t } = useTranslation('devices')
  if (root?.held !== 'offline') return null
  return (
    <>
      <p>{t('key.ask', { name: root.name })}</p>
      <Fingerprint value={root.fingerprint} />
      <KeyFields value={value} onChange={onChange} />
    </>
  )
}

/** A key file and its passphrase. */
export function KeyFields({ value, onChange }: Omit<Props, 'root'>): ReactElement {
  const { t } = useTranslation(['devices', 'common'])
  return (
    <>
      <FileDrop
        title={value.file === null ? t('key.drop') : t('key.chosen', { name: value.file.name })}
        hint={t('key.dropHint')}
        onFiles={([file]) => {
          if (file !== undefined) onChange({ ...value, file })
        }}
      />
      <PasswordInput
        label={t('key.passphrase')}
        value={value.passphrase}
        maxLength={200}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('common:password.show'), tabIndex: 0 }}
        onChange={(event) => {
          onChange({ ...value, passphrase: event.currentTarget.value })
        }}
      />
    </>
  )
}
