import { Button, Group } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { MadeBundle } from '../../../shared/contract/exchange.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { asCallError, useOperation } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { filesOfMade } from '../../ui/sending/made-files.ts'
import { MadeNotice } from '../../ui/sending/made-notice.tsx'

/**
 * One click for each sender: the return bundle with the receipt, what is asked for, opinions and decisions. `atOnce`: all of them are
 * made and saved without a click.
 */
export function AnswerSenders({
  senders,
  atOnce,
}: {
  /** Units and their names. */
  senders: ReadonlyMap<UnitId, string>
  atOnce: boolean
}): ReactElement | null {
  const { t } = useTranslation(['exchange', 'sending'])
  const answer = useOperation('bundles.export')
  const save = useSaveFiles()
  const [made, setMade] = useState<ReadonlyMap<UnitId, MadeBundle>>(new Map())
  const [failed, setFailed] = useState<ReadonlyMap<UnitId, CallError>>(new Map())
  const begun = useRef(false)

  /** @returns whether to go on with the next sender: a failed one holds up none, only a person does */
  async function make(to: UnitId): Promise<boolean> {
    setFailed((known) => new Map([...known].filter(([id]) => id !== to)))
    try {
      const output = await answer.run({ to, what: 'unconfirmed', withFiles: true, answer: true })
      setMade((known) => new Map([...known, [to, output]]))
      await save(filesOfMade(output))
    } catch (caught) {
      const error = asCallError(caught)
      if (error.code === 'cancelled') return false
      setFailed((known) => new Map([...known, [to, error]]))
    }
    return true
  }

  async function makeAll(): Promise<void> {
    for (const to of senders.keys()) if (!(await make(to))) return
  }

  useEffect(() => {
    if (!atOnce || begun.current) return
    begun.current = true
    void makeAll()
  })

  if (senders.size === 0) return null

  return (
    <>
      <Group gap="sm" mt="md">
        {[...senders]
          .filter(([id]) => !made.has(id))
          .map(([id, name]) => (
            <Button key={id} variant="light" leftSection={<Icon name="send" />} onClick={() => void make(id)}>
              {t('applied.answer', { unit: name })}
            </Button>
          ))}
      </Group>
      {[...failed].map(([id, error]) => (
        <div key={id}>
          <p>{t('applied.unanswered', { unit: senders.get(id) ?? '' })}</p>
          <ErrorSentence error={error} />
        </div>
      ))}
      {[...made].map(([id, bundle]) => (
        <MadeNotice key={id} made={bundle} to={senders.get(id) ?? ''} wanted={t('sending:letter.receipt')} />
      ))}
      <ProgressDialog
        title={t('sending:making')}
        running={answer.running}
        progress={answer.progress}
        onCancel={answer.cancel}
      />
    </>
  )
}
