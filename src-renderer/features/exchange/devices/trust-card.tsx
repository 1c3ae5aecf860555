import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { RootView } from '../../../../shared/contract/trust.ts'
import { isolated } from '../../../app/isolated.ts'
import { useCommand } from '../../../app/use-call.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FactList } from '../../../ui/fact-list.tsx'
import { Fingerprint } from '../../../ui/fingerprint.tsx'
import { formatTime } from '../../../ui/format.ts'
import { CertifyHere, SignList } from './list-signing.tsx'
import { OfflineRoot } from './offline-root.tsx'
import classes from './devices.module.css'

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
              { name: t('trust.root'), value: `${isolated(root.name)}, ${isolated(root.unitName)}` },
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
              ...(joined === null ? [] : [{ name: t('trust.joined'), value: isolated(joined.unitName) }]),
            ]}
          />
          <div>
            <p className={classes['soft']}>{t('trust.rootCode')}</p>
            <Fingerprint value={root.fingerprint} />
          </div>
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
          {root?.held !== 'elsewhere' && certificate.state !== 'root' && certificate.state !== 'valid' && (
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
