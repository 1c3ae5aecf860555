import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CallError } from '../../../../shared/contract/errors.ts'
import { isolated } from '../../../app/isolated.ts'
import { asCallError, useOperation, useTransport } from '../../../app/use-call.ts'
import { useSaveFiles } from '../../../app/use-save.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { notifyDone } from '../../../ui/notify.tsx'

type Seen = { file: File; request: Output<'devices.inspectRequest'> }

/** A request from below: look, compare the fingerprint by phone, issue the certificate and hand out its file. */
export function CertifyDevice(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const transport = useTransport()
  const inspect = useOperation('devices.inspectRequest')
  const certify = useOperation('devices.certify')
  const save = useSaveFiles()
  const [seen, setSeen] = useState<Seen | null>(null)
  const [compared, setCompared] = useState(false)
  const [error, setError] = useState<CallError | null>(null)

  async function look(file: File | undefined): Promise<void> {
    if (file === undefined) return
    setError(null)
    setCompared(false)
    try {
      const { ticket } = await transport.upload(file)
      setSeen({ file, request: await inspect.run({ file: ticket }) })
    } catch (caught) {
      setError(asCallError(caught))
    }
  }

  async function issue({ file, request }: Seen): Promise<void> {
    setError(null)
    try {
      // A ticket works once: looking at the request used the first one.
      const { ticket } = await transport.upload(file)
      const certificate = await certify.run({ file: ticket, fingerprint: request.fingerprint })
      setSeen(null)
      notifyDone(t('certify.done', { unit: request.unit.name }))
      await save([certificate])
    } catch (caught) {
      setError(asCallError(caught))
    }
  }

  return (
    <Card title={t('certify.title')}>
      {seen === null ? (
        <FileDrop
          title={t('certify.drop')}
          hint={t('certify.dropHint')}
          onFiles={([file]) => void look(file)}
        />
      ) : (
        <Stack gap="md">
          <FactList
            facts={[
              {
                name: t('devices.unit'),
                value: [seen.request.unit.name, ...seen.request.unit.path].map(isolated).join(', '),
              },
              { name: t('devices.name'), value: isolated(seen.request.deviceName) },
            ]}
          />
          <div>
            <p>{t('certify.compare', { unit: seen.request.unit.name })}</p>
            <Fingerprint value={seen.request.fingerprint} />
          </div>
          <Checkbox
            label={t('certify.same')}
            checked={compared}
            onChange={(event) => {
              setCompared(event.currentTarget.checked)
            }}
          />
          <Group justify="flex-end">
            <Button
              variant="default"
              onClick={() => {
                setSeen(null)
              }}
            >
              {t('common:cancel')}
            </Button>
            <Button disabled={!compared} loading={certify.running} onClick={() => void issue(seen)}>
              {t(seen.request.certified ? 'certify.again' : 'certify.issue')}
            </Button>
          </Group>
        </Stack>
      )}
      <ErrorSentence error={error} />
    </Card>
  )
}
