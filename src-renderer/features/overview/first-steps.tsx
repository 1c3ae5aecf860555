import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import type { FirstStep } from '../../../shared/domain/first-steps.ts'
import { paths } from '../../app/paths.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icons.tsx'
import { notifyError } from '../../ui/notify.tsx'
import classes from './first-steps.module.css'

type Steps = Output<'overview.get'>['steps']

const places: Readonly<Record<FirstStep, string>> = {
  criteria: paths.criteria,
  cycle: paths.cycles,
  cycleArrives: paths.receive,
  startFiles: paths.startFiles,
  certifyBelow: paths.devices,
  receive: paths.receive,
  decide: paths.appraisal,
  score: paths.sheets,
  submit: paths.sheets,
  send: paths.send,
  certified: paths.devices,
  confirmed: paths.receive,
}

/** Whether the list shows: as somebody chose, else while something of it is open. And how to choose. */
export function useFirstSteps(steps: Steps): { shown: boolean; show: (shown: boolean) => void } {
  const chosen = useQueryCall('settings.get', {}).data?.firstSteps ?? 'whileOpen'
  const set = useCommand('settings.set')
  const open = steps.some(({ done }) => !done)
  return {
    shown: chosen === 'whileOpen' ? open : chosen === 'shown',
    show: (shown) => {
      set.mutate({ firstSteps: shown ? 'shown' : 'hidden' }, { onError: notifyError })
    },
  }
}

/** The steps of this level the first time through: each ticks itself and leads to where it is done. */
export function FirstSteps({ steps, onHide }: { steps: Steps; onHide: () => void }): ReactElement {
  const { t } = useTranslation('overview')
  const next = steps.find(({ done }) => !done)?.step
  return (
    <Card
      title={t('steps.title')}
      padding="none"
      actions={
        <Button size="compact-md" variant="subtle" onClick={onHide}>
          {t('steps.hide')}
        </Button>
      }
    >
      <ol className={classes['list']} aria-label={t('steps.title')}>
        {steps.map(({ step, done }) => (
          <li key={step} className={classes['item']} data-done={done}>
            <span className={classes['mark']}>{done ? <Icon name="check" /> : null}</span>
            <span className={classes['words']}>
              {done && <span className={classes['read']}>{t('steps.done')}</span>}
              {done ? (
                t(`steps.step.${step}`)
              ) : (
                <Link href={places[step]} {...(step === next ? { 'aria-current': 'step' as const } : {})}>
                  {t(`steps.step.${step}`)}
                </Link>
              )}
              <span className={classes['hint']}>{t(`steps.hint.${step}`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
