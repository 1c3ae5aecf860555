import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CallError } from '../../../../shared/contract/errors.ts'
import type { RootView } from '../../../../shared/contract/trust.ts'
import { asCallError, useCommand, useOperation, useTransport } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { formatDate, formatTime } from '../../../ui/format.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import classes from './devices.module.css'
import { OfflineRoot } from './offline-root.tsx'
import { isReady, KeyFields, noRootKey, RootKeyFields, useRootKeyInput } from './root-key-fields.tsx'

type State = Output<'trust.state'>
type Doing = 'offline' | 'join' | 'settle' | 'certify' | null

/** The root of trust: whose it is, where its key lies, the newest list, and what can be done about it. */
export function TrustCard({ state, mayManage }: { state: State; mayManage: boolean }): ReactElement {
  const { t } = useTranslation('devices')
  const { root, list, issues, joinable, joined, certificate } = state
  const [doing, setDoing] = useState<Doing>(null)
  const close = (): void => {
    setDoing(null)
  }
  const mayIssue = issues && mayManage
  return (
    <Card title={t('trust.title')}>
      {root === null ? (
        <p>{t('trust.none')}</p>
      ) : (
        <>
          <FactList
            facts={[
              { name: t('trust.root'), value: `${root.name}, ${root.unitName}` },
              { name: t('trust.held'), value: t(`trust.heldBy.${root.held}`) },
              {
                name: t('trust.list'),
                value:
                  list === null
                    ? t('trust.noList')
                    : t('trust.listFacts', {
                        number: list.number,
                        time: formatTime(list.time),
                        count: list.revoked,
                      }),
              },
              ...(joined === null ? [] : [{ name: t('trust.joined'), value: joined.unitName }]),
            ]}
          />
          <Fingerprint value={root.fingerprint} />
        </>
      )}
      {mayIssue && root?.held === 'thisDevice' && <p>{t('trust.offer')}</p>}
      {joinable !== null && mayIssue && <p>{t('trust.mayJoin', { unit: joinable.unitName })}</p>}
      {list?.several === true && <p>{t('trust.several')}</p>}
      {mayManage && (
        <Group gap="sm">
          {mayIssue && root !== null && (
            <Button
              variant="default"
              onClick={() => {
                setDoing('offline')
              }}
            >
              {t(root.held === 'thisDevice' ? 'trust.makeOffline' : 'trust.changeRoot')}
            </Button>
          )}
          {mayIssue && joinable !== null && (
            <Button
              onClick={() => {
                setDoing('join')
              }}
            >
              {t('trust.join', { unit: joinable.unitName })}
            </Button>
          )}
          {mayIssue && list?.several === true && (
            <Button
              onClick={() => {
                setDoing('settle')
              }}
            >
              {t('trust.settle')}
            </Button>
          )}
          {certificate.state !== 'root' && certificate.state !== 'valid' && (
            <Button
              variant="default"
              onClick={() => {
                setDoing('certify')
              }}
            >
              {t('trust.certifyHere')}
            </Button>
          )}
        </Group>
      )}
      <Disputed roots={state.disputed} mayManage={mayManage} />
      {doing === 'offline' && root !== null && <OfflineRoot root={root} onClose={close} />}
      {(doing === 'join' || doing === 'settle') && <SignList what={doing} state={state} onClose={close} />}
      {doing === 'certify' && <CertifyHere onClose={close} />}
    </Card>
  )
}

/** Several roots claim to follow the one that was trusted: a person says which is true. */
function Disputed({
  roots,
  mayManage,
}: {
  roots: readonly RootView[]
  mayManage: boolean
}): ReactElement | null {
  const { t } = useTranslation('devices')
  const confirm = useCommand('trust.confirmRoot')
  const [compared, setCompared] = useState('')
  if (roots.length === 0) return null
  return (
    <Stack gap="sm">
      <p role="alert">{t('trust.disputed')}</p>
      {roots.map((root) => (
        <Group key={root.id} justify="space-between">
          <Checkbox
            label={<Fingerprint value={root.fingerprint} />}
            checked={compared === root.fingerprint}
            disabled={!mayManage}
            onChange={(event) => {
              setCompared(event.currentTarget.checked ? root.fingerprint : '')
            }}
          />
        </Group>
      ))}
      <ErrorSentence error={confirm.error} />
      <Group justify="flex-end">
        <Button
          disabled={compared === '' || !mayManage}
          loading={confirm.isPending}
          onClick={() => {
            confirm.mutate({ fingerprint: compared })
          }}
        >
          {t('trust.confirmRoot')}
        </Button>
      </Group>
    </Stack>
  )
}

/** A list that only has to be signed: joining the domain above, or uniting two lists. */
function SignList({
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
  const keyInput = useRootKeyInput()
  const [key, setKey] = useState(noRootKey)
  const [error, setError] = useState<CallError | null>(null)

  async function sign(): Promise<void> {
    setError(null)
    try {
      const given = await keyInput(root, key)
      await (what === 'join' ? join.run(given) : settle.run(given))
      notifyDone(t(`trust.${what}Done`))
      onClose()
    } catch (caught) {
      setError(asCallError(caught))
    }
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
          <Button
            disabled={!isReady(root, key)}
            loading={join.running || settle.running}
            onClick={() => void sign()}
          >
            {t('trust.sign')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** The stick makes this machine one of the leading office's: a new one, or one whose certificate ends. */
function CertifyHere({ onClose }: { onClose: () => void }): ReactElement {
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

/** What became of a copied or restored folder, and how long the certificate is still valid. */
export function DeviceNotices({ state, mayManage }: { state: State; mayManage: boolean }): ReactElement {
  const { t } = useTranslation('devices')
  const read = useCommand('trust.noteRead')
  const { change, certificate, lost } = state
  const { daysLeft, until } = certificate
  return (
    <>
      {change !== null && (
        <Card title={t('change.title')}>
          <p role="status">
            {t(`change.why.${change.why}`, { name: change.formerName, time: formatTime(change.time) })}{' '}
            {change.reportedBy !== null &&
              `${t('change.reportedBy', { unit: change.reportedBy.unitName, device: change.reportedBy.deviceName })} `}
            {t(lost > 0 ? 'change.lost' : 'change.nothingLost')} {t('change.next')}
          </p>
          {mayManage && (
            <Group justify="flex-end">
              <Button
                variant="default"
                onClick={() => {
                  read.mutate({})
                }}
              >
                {t('change.read')}
              </Button>
            </Group>
          )}
        </Card>
      )}
      {until !== null && (certificate.state === 'expiring' || certificate.state === 'expired') && (
        <Card
          title={t('renew.title')}
          actions={<Badge tone="warn">{t(`renew.state.${certificate.state}`)}</Badge>}
        >
          <p role="status">
            {t(`renew.${certificate.state}`, { date: formatDate(until), count: Math.max(0, daysLeft ?? 0) })}{' '}
            {t('renew.how', { issuer: certificate.issuerName })}
          </p>
        </Card>
      )}
    </>
  )
}

/** Machines of the same unit, whose place this one takes: a lost one is named in the next request. */
export function ReplaceChooser({ state }: { state: State }): ReactElement | null {
  const { t } = useTranslation('devices')
  const set = useCommand('trust.setReplaced')
  const { siblings } = state
  if (siblings.length === 0) return null
  return (
    <div>
      <p className={classes['soft']}>{t('replace.ask')}</p>
      <Stack gap={4}>
        {siblings.map(({ id, name, replaced }) => (
          <Checkbox
            key={id}
            label={t('replace.one', { name })}
            checked={replaced}
            disabled={set.isPending}
            onChange={(event) => {
              const { checked } = event.currentTarget
              const others = siblings.filter((each) => each.id !== id && each.replaced).map((each) => each.id)
              set.mutate({ devices: checked ? [...others, id] : others })
            }}
          />
        ))}
      </Stack>
      <ErrorSentence error={set.error} />
    </div>
  )
}
