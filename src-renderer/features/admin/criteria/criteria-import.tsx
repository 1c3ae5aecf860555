import { Button, Stack, Text } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CallError, ErrorDetails, TemplateMistake } from '../../../../shared/contract/errors.ts'
import type { Ticket } from '../../../../shared/contract/frames.ts'
import { takeTemplate } from '../../../app/letter-box.ts'
import { asCallError, useOperation, useTransport } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { ProgressDialog } from '../../../ui/progress-dialog.tsx'
import classes from './criteria.module.css'

/** A filled template becomes a draft; or every mistake is listed by sheet, row, column and reason, and nothing is kept. */
export function CriteriaImport({ pathOfDraft }: { pathOfDraft: (id: string) => string }): ReactElement {
  const { t } = useTranslation('admin')
  const transport = useTransport()
  const read = useOperation('criteria.import')
  const [, go] = useLocation()
  const [error, setError] = useState<CallError | null>(null)
  /** A draft that was kept although some of its cells deserve a second look. */
  const [doubtful, setDoubtful] = useState<{ draft: string; warnings: readonly TemplateMistake[] } | null>(
    null,
  )

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return
    setError(null)
    setDoubtful(null)
    try {
      await open((await transport.upload(file)).ticket)
    } catch (caught) {
      fail(caught)
    }
  }

  function fail(caught: unknown): void {
    const failure = asCallError(caught)
    if (failure.code !== 'cancelled') setError(failure)
  }

  async function open(ticket: Ticket): Promise<void> {
    const { draft, warnings } = await read.run({ file: ticket })
    if (warnings.length === 0) go(pathOfDraft(draft.id))
    else setDoubtful({ draft: draft.id, warnings })
  }

  // a template that was put into the letter-box is opened here
  const opening = useRef(open)
  useEffect(() => {
    opening.current = open
  })
  useEffect(() => {
    const ticket = takeTemplate()
    if (ticket !== null) opening.current(ticket).catch(fail)
  }, [])

  return (
    <>
      <FileDrop
        title={t('import.drop')}
        hint={t('import.hint')}
        accept=".xlsx"
        onFiles={([file]) => void take(file)}
      />
      <ErrorSentence error={error} />
      {error?.code === 'templateMistakes' && (
        <Mistakes {...(error.details as ErrorDetails<'templateMistakes'>)} />
      )}
      {doubtful !== null && (
        <Stack gap="xs">
          <Text fw={600}>{t('import.doubtful')}</Text>
          <Mistakes mistakes={[...doubtful.warnings]} more={0} />
          <Button
            variant="default"
            onClick={() => {
              go(pathOfDraft(doubtful.draft))
            }}
          >
            {t('import.openDraft')}
          </Button>
        </Stack>
      )}
      <ProgressDialog
        title={t('import.reading')}
        running={read.running}
        progress={read.progress}
        onCancel={read.cancel}
      />
    </>
  )
}

function Mistakes({ mistakes, more }: ErrorDetails<'templateMistakes'>): ReactElement {
  const { t } = useTranslation(['admin', 'reports'])
  return (
    <div
      className={classes['scroll']}
      tabIndex={0}
      role="group"
      aria-label={t('import.mistakes')}
      data-scrolls
    >
      <table className={classes['table']}>
        <caption className="visually-hidden">{t('import.mistakes')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('import.sheet')}</th>
            <th scope="col" data-align="end">
              {t('import.row')}
            </th>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {mistakes.map((mistake, index) => (
            <tr key={index}>
              <td>{mistake.sheet}</td>
              <td data-align="end">{mistake.row === 0 ? '–' : mistake.row}</td>
              <td>{mistake.column === '' ? '–' : mistake.column}</td>
              <td>
                {t(
                  [
                    `reports:mistake.${mistake.reason}`,
                    `admin:problem.${mistake.reason}`,
                    'admin:problem.other',
                  ],
                  mistake.details,
                )}
              </td>
            </tr>
          ))}
          {more > 0 && (
            <tr>
              <td colSpan={4}>{t('import.more', { count: more })}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
