import { Button, Checkbox, Group } from '@mantine/core'
import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CallError } from '../../../../shared/contract/errors.ts'
import type { FileTicket, Ticket } from '../../../../shared/contract/frames.ts'
import { isolated } from '../../../app/isolated.ts'
import { useSession } from '../../../app/session.ts'
import { asCallError, useOperation } from '../../../app/use-call.ts'
import { useSaveFiles } from '../../../app/use-save.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { CopyButton } from '../../../ui/sending/copy-button.tsx'
import classes from './devices.module.css'

type Given = { readonly ticket: Ticket; readonly name: string }
type Seen = Given & {
  readonly request: Output<'devices.inspectRequest'> | null
  readonly error: CallError | null
}

/** A certificate that was issued, and for whom. */
type Issued = {
  readonly unit: string
  readonly device: string
  readonly file: FileTicket
  readonly saved: boolean
}

type Props = { given: readonly Given[]; onDone: () => void; onCancel: () => void }

/**
 * Requests from below: the eight groups of each are compared by phone and ticked one by one, never all at once; then the whole list is
 * certified, and every certificate is a file to send back.
 */
export function RequestList({ given, onDone, onCancel }: Props): ReactElement | null {
  const { t } = useTranslation(['exchange', 'common'])
  const { run: inspect } = useOperation('devices.inspectRequest')
  const certify = useOperation('devices.certify')
  const save = useSaveFiles()
  const [seen, setSeen] = useState<readonly Seen[] | null>(null)
  const [compared, setCompared] = useState<ReadonlySet<Ticket>>(new Set())
  const [failed, setFailed] = useState<ReadonlyMap<Ticket, CallError>>(new Map())
  const [busy, setBusy] = useState(false)
  const [issued, setIssued] = useState<readonly Issued[]>([])

  useEffect(() => {
    let over = false
    async function look(): Promise<void> {
      const found: Seen[] = []
      for (const each of given) {
        try {
          found.push({ ...each, request: await inspect({ file: each.ticket }), error: null })
        } catch (caught) {
          const error = asCallError(caught)
          if (error.code === 'cancelled') return
          found.push({ ...each, request: null, error })
        }
      }
      if (!over) setSeen(found)
    }
    void look()
    return () => {
      over = true
    }
  }, [given, inspect])

  async function issue(list: readonly Seen[]): Promise<void> {
    setBusy(true)
    const problems = new Map<Ticket, CallError>()
    const made: Issued[] = []
    for (const { ticket, request } of list) {
      if (request === null || !compared.has(ticket)) continue
      try {
        const file = await certify.run({ file: ticket, fingerprint: request.fingerprint })
        made.push({ unit: request.unit.name, device: request.deviceName, file, saved: false })
      } catch (caught) {
        problems.set(ticket, asCallError(caught))
      }
    }
    setBusy(false)
    setFailed(problems)
    await keep(made)
    setSeen(list.filter(({ ticket }) => !compared.has(ticket) || problems.has(ticket)))
    setCompared(new Set())
  }

  /** Saves certificates; one that could not be saved stays in the list, with the way to try again. */
  async function keep(list: readonly Issued[]): Promise<void> {
    const saved = await save(list.map(({ file }) => file))
    setIssued((before) => [
      ...before.filter((each) => !list.some(({ file }) => file === each.file)),
      ...list.map((each) => ({ ...each, saved: saved.includes(each.file) })),
    ])
  }

  if (seen === null) return <p role="status">{t('common:loading')}</p>
  const ready = seen.filter(({ ticket, request }) => request !== null && compared.has(ticket))
  const isAgain = ready.length > 0 && ready.every(({ request }) => request?.certified === true)
  if (seen.length === 0)
    return (
      <>
        <IssuedList issued={issued} onSave={(each) => void keep([each])} />
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('certify.finish')}</Button>
        </Group>
      </>
    )
  return (
    <>
      <IssuedList issued={issued} onSave={(each) => void keep([each])} />
      <p>{t('certify.compareEach')}</p>
      <ul className={classes['requests']}>
        {seen.map(({ ticket, name, request, error }) => (
          <li key={ticket} className={classes['request']}>
            {request === null ? (
              <>
                <strong>{isolated(name)}</strong>
                <ErrorSentence error={error} />
              </>
            ) : (
              <>
                <FactList
                  facts={[
                    {
                      name: t('devices.unit'),
                      value: [request.unit.name, ...request.unit.path].map(isolated).join(', '),
                    },
                    { name: t('devices.name'), value: isolated(request.deviceName) },
                  ]}
                />
                <div>
                  <p className={classes['soft']}>{t('certify.hear', { unit: request.unit.name })}</p>
                  <Fingerprint value={request.fingerprint} />
                </div>
                <Checkbox
                  label={t('certify.same')}
                  aria-label={
                    seen.length === 1
                      ? undefined
                      : t('certify.sameOf', { unit: request.unit.name, device: request.deviceName })
                  }
                  checked={compared.has(ticket)}
                  onChange={(event) => {
                    const next = new Set(compared)
                    if (event.currentTarget.checked) next.add(ticket)
                    else next.delete(ticket)
                    setCompared(next)
                  }}
                />
                <ErrorSentence error={failed.get(ticket) ?? null} />
              </>
            )}
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
        <Button disabled={ready.length === 0} loading={busy} onClick={() => void issue(seen)}>
          {ready.length > 1
            ? t('certify.issueMany', { count: ready.length })
            : t(isAgain ? 'certify.again' : 'certify.issue')}
        </Button>
      </Group>
    </>
  )
}

/** What was certified, and what has to be done with each file. */
function IssuedList({
  issued,
  onSave,
}: {
  issued: readonly Issued[]
  onSave: (issued: Issued) => void
}): ReactElement | null {
  const { t } = useTranslation(['exchange', 'sending'])
  const { unit: own } = useSession()
  if (issued.length === 0) return null
  return (
    <ul className={classes['requests']} role="status">
      {issued.map((each) => {
        const { unit, device, file, saved } = each
        return (
          <li key={file.ticket} className={classes['request']}>
            <strong>{t('certify.done', { unit })}</strong>
            <p>{t(saved ? 'certify.sendBack' : 'certify.notSaved', { unit, device, name: file.name })}</p>
            <div className={classes['copies']}>
              {saved ? (
                <>
                  <CopyButton text={file.name} label={t('sending:copy.name')} />
                  <CopyButton
                    text={t('certify.letter', { from: own.name, unit, device, name: file.name })}
                    label={t('sending:copy.letter')}
                  />
                </>
              ) : (
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => {
                    onSave(each)
                  }}
                >
                  {t('certify.saveAgain')}
                </Button>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
