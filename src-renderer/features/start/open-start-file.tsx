import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import { asCallError, useOperation, useTransport } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { formatTime } from '../../ui/format.ts'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { FirstOfficerFields, inputOf, isReady, noOfficer } from './first-officer.tsx'

type Inspected = { ticket: Ticket; content: Output<'setup.inspectStartFile'> }

/** A start file from the level above: look inside, compare the root's fingerprint by phone, begin. */
export function OpenStartFile(): ReactElement {
  const { t } = useTranslation('start')
  const transport = useTransport()
  const inspect = useOperation('setup.inspectStartFile')
  const [inspected, setInspected] = useState<Inspected | null>(null)
  const [error, setError] = useState<CallError | null>(null)

  async function look(file: File | undefined): Promise<void> {
    if (file === undefined) return
    setError(null)
    try {
      const { ticket } = await transport.upload(file)
      setInspected({ ticket, content: await inspect.run({ file: ticket }) })
    } catch (caught) {
      const failure = asCallError(caught)
      if (failure.code !== 'cancelled') setError(failure)
    }
  }

  return (
    <>
      {inspected === null ? (
        <FileDrop
          title={t('startFile.drop')}
          hint={t('startFile.dropHint')}
          onFiles={([file]) => void look(file)}
        />
      ) : (
        <ConfirmStartFile
          inspected={inspected}
          onOther={() => {
            setInspected(null)
          }}
        />
      )}
      <ErrorSentence error={error} />
      <ProgressDialog
        title={t('startFile.reading')}
        running={inspect.running}
        progress={inspect.progress}
        onCancel={inspect.cancel}
      />
    </>
  )
}

function ConfirmStartFile({
  inspected,
  onOther,
}: {
  inspected: Inspected
  onOther: () => void
}): ReactElement {
  const { t } = useTranslation('start')
  const { ticket, content } = inspected
  const [compared, setCompared] = useState(false)
  const [officer, setOfficer] = useState(noOfficer)
  const begin = useOperation('setup.fromStartFile')
  const ready = compared && isReady(officer)

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready || begin.running) return
        // The operation keeps its own error, which stands below.
        begin
          .run({ file: ticket, rootFingerprint: content.rootFingerprint, ...inputOf(officer) })
          .catch(() => undefined)
      }}
    >
      <Card
        title={content.unit.name}
        actions={
          <Button variant="subtle" size="compact-md" onClick={onOther}>
            {t('startFile.other')}
          </Button>
        }
      >
        <Stack gap="md">
          <FactList
            facts={[
              { name: t('startFile.unit'), value: [content.unit.name, ...content.unit.path].join(', ') },
              { name: t('startFile.sender'), value: content.sender.name },
              {
                name: t('startFile.cycles'),
                value: content.cycles.length === 0 ? t('startFile.noCycle') : content.cycles.join('; '),
              },
              { name: t('startFile.created'), value: formatTime(content.created) },
            ]}
          />
          <div>
            <p>{t('startFile.compare', { sender: content.sender.name })}</p>
            <Fingerprint value={content.rootFingerprint} />
          </div>
          <Checkbox
            label={t('startFile.same')}
            checked={compared}
            onChange={(event) => {
              setCompared(event.currentTarget.checked)
            }}
          />
          <FirstOfficerFields value={officer} onChange={setOfficer} />
          <ErrorSentence error={begin.error} />
          <Group justify="flex-end">
            <Button type="submit" disabled={!ready} loading={begin.running}>
              {t('begin')}
            </Button>
          </Group>
        </Stack>
      </Card>
      <ProgressDialog
        title={t('startFile.applying')}
        running={begin.running}
        progress={begin.progress}
        onCancel={begin.cancel}
      />
    </form>
  )
}
