import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { ForkBranch, RootView } from '../../../../shared/contract/trust.ts'
import { useOperation, useQueryCall } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { RootKeyFields, useRootSigning } from './root-key-fields.tsx'
import classes from './devices.module.css'

type Fork = Output<'trust.forks'>[number]

/** Machines under whose name two places wrote: the branches, and which of them counts. Nothing when there is none. */
export function ForksCard({
  root,
  maySign,
}: {
  root: RootView | null
  maySign: boolean
}): ReactElement | null {
  const { t } = useTranslation('devices')
  const forks = useQueryCall('trust.forks', {}).data ?? []
  const [chosen, setChosen] = useState<Fork | null>(null)
  if (forks.length === 0) return null
  return (
    <Card title={t('forks.title')}>
      <p>{t(maySign ? 'forks.what' : 'forks.whatBelow')}</p>
      <ul className={classes['list']}>
        {forks.map((fork) => (
          <li key={fork.stream} className={classes['row']}>
            <span className={classes['grow']}>
              <strong>{t('forks.of', { name: fork.deviceName, unit: fork.unitName })}</strong>{' '}
              {fork.about !== fork.unitName && t('forks.about', { unit: fork.about })}
            </span>
            <Badge tone={fork.branches.some(({ counts }) => counts) ? 'good' : 'warn'}>
              {t(fork.branches.some(({ counts }) => counts) ? 'forks.settled' : 'forks.open')}
            </Badge>
            {maySign && (
              <Button
                variant="default"
                size="compact-md"
                onClick={() => {
                  setChosen(fork)
                }}
              >
                {t('forks.choose')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {chosen !== null && root !== null && (
        <ChooseBranch
          fork={chosen}
          root={root}
          onClose={() => {
            setChosen(null)
          }}
        />
      )}
    </Card>
  )
}

function ChooseBranch({
  fork,
  root,
  onClose,
}: {
  fork: Fork
  root: RootView
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['devices', 'common'])
  const choose = useOperation('trust.chooseBranch')
  const { key, setKey, ready, error, sign } = useRootSigning(root)
  const [end, setEnd] = useState<string>(fork.branches.find(({ counts }) => counts)?.point.id ?? '')
  const branch = fork.branches.find(({ point }) => point.id === end)

  async function choosePoint({ point }: ForkBranch): Promise<void> {
    if (!(await sign((given) => choose.run({ point, ...given })))) return
    notifyDone(t('forks.done'))
    onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('forks.of', { name: fork.deviceName, unit: fork.unitName })}
      size="lg"
    >
      <Stack gap="md">
        <p>{t('forks.ask')}</p>
        <Radio.Group label={t('forks.branches')} value={end} onChange={setEnd}>
          <Stack gap="xs" mt="xs">
            {fork.branches.map((each, i) => (
              <Radio
                key={each.point.id}
                value={each.point.id}
                label={t('forks.branch', {
                  number: i + 1,
                  formatted: formatCount(each.entries),
                  from: formatTime(each.from),
                  until: formatTime(each.until),
                  officers: each.officers.join(', '),
                })}
              />
            ))}
          </Stack>
        </Radio.Group>
        <p className={classes['soft']}>{t('forks.otherStays')}</p>
        <RootKeyFields root={root} value={key} onChange={setKey} />
        <ErrorSentence error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            disabled={branch === undefined || !ready}
            loading={choose.running}
            onClick={() => {
              if (branch !== undefined) void choosePoint(branch)
            }}
          >
            {t('forks.sign')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
