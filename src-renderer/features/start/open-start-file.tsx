import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import type { GivenFile } from '../../../shared/contract/given-files.ts'
import { asCallError, useOperation, useTransport } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { formatTime } from '../../ui/format.ts'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { StillMissing } from '../../ui/still-missing.tsx'
import { FirstOfficerFields, inputOf, isReady, missingOf, noOfficer } from './first-officer.tsx'

type Inspected = { ticket: Ticket; content: Output<'setup.inspectStartFile'> }

/** A start file from the level above: look inside, compare the root's fingerprint by phone, begin. */
export function OpenStartFile({ given }: { given: readonly File[] | null }): ReactElement {
  const { t } = useTranslation('start')
  const transport = useTransport()
  const identify = useOperation('files.identify')
  const inspect = useOperation('setup.inspectStartFile')
  const [others, setOthers] = useState<readonly GivenFile[]>([])
  const [inspected, setInspected] = useState<Inspected | null>(null)
  const [error, setError] = useState<CallError | null>(null)

  async function look(files: readonly File[]): Promise<void> {
    setError(null)
    setOthers([])
    try {
      const tickets: Ticket[] = []
      for (const file of files) tickets.push((await transport.upload(file)).ticket)
      const found = await identify.run({ files: tickets })
      const start = found.find(({ what }) => what.kind === 'bundle' && what.content === 'start')
      setOthers(found.filter((each) => each !== start))
      if (start?.ticket == null) return
      setInspected({ ticket: start.ticket, content: await inspect.run({ file: start.ticket }) })
    } catch (caught) {
      const failure = asCallError(caught)
      if (failure.code !== 'cancelled') setError(failure)
    }
  }

  const open = useRef(look)
  useEffect(() => {
    open.current = look
  })
  useEffect(() => {
    if (given !== null) void open.current(given)
  }, [given])

  return (
    <>
      {inspected === null ? (
        <FileDrop
          title={t('startFile.drop')}
          hint={t('startFile.dropHint')}
          multiple
          onFiles={(files) => void look(files)}
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
      {inspected === null && <OtherFiles others={others} />}
      <ProgressDialog
        title={t('startFile.reading')}
        running={identify.running || inspect.running}
        progress={identify.progress ?? inspect.progress}
        onCancel={() => {
          identify.cancel()
          inspect.cancel()
        }}
      />
    </>
  )
}

/** What was given and is no start file, each with a sentence. */
function OtherFiles({ others }: { others: readonly GivenFile[] }): ReactElement {
  const { t } = useTranslation('start')
  return (
    <>
      {others.map((file, index) =>
        file.what.kind === 'unknown' ? (
          <ErrorSentence key={index} error={file.what} />
        ) : (
          <p key={index} role="alert">
            {t(file.what.kind === 'bundle' ? 'startFile.otherBundle' : 'startFile.otherFile', {
              name: file.name,
            })}
          </p>
        ),
      )}
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
            <StillMissing
              what={[...(compared ? [] : [t('startFile.notCompared')]), ...missingOf(officer, t)]}
            />
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
