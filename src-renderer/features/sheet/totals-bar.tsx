import { Popover, UnstyledButton } from '@mantine/core'
import { useRef, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { missingAfter, type RecognitionResult } from '../../../shared/domain/recognition.ts'
import type { GateResult, SheetTotals } from '../../../shared/domain/totals.ts'
import { useBottomBar } from '../../ui/bottom-bar.ts'
import { formatPoints } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Stars } from '../../ui/stars.tsx'
import { shortfallSentence } from '../../ui/gate-words.ts'
import classes from './sheet.module.css'

type Props = {
  totals: SheetTotals
  content: CriteriaContent
  stageName: string
  scored: number
  needed: number
  /** What was decided in the end: nothing is missing to a level that was given. */
  recognition: RecognitionResult | null
}

/** Total, stars, what bars them and how far it is to the next one; always in sight and always current. */
export function TotalsBar({ totals, content, stageName, scored, needed, recognition }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const failing = totals.gates.filter(({ passed }) => passed !== true)
  const unknown = failing.filter(({ passed }) => passed === null).length
  const failed = failing.length - unknown
  const conditions =
    unknown === 0
      ? t('totals.gates', { count: failed })
      : failed === 0
        ? t('totals.gatesUnknown', { count: unknown })
        : t('totals.gatesBoth', { failed, unknown })
  const { band } = totals
  const gap = missingAfter(totals.gap, (open) => open.band.stars, recognition)
  const counted = t('totals.answered', { answered: scored, criteria: needed })
  const missing =
    gap === null
      ? recognition?.recognised === true
        ? t('totals.recognised', { stars: recognition.stars })
        : t('totals.highest')
      : gap.points > 0
        ? t(gap.gates.length > 0 ? 'totals.gapWithGates' : 'totals.gap', {
            points: formatPoints(gap.points),
            band: gap.band.label,
            count: gap.gates.length,
          })
        : t('totals.gapGates', { band: gap.band.label, count: gap.gates.length })
  const bar = useRef<HTMLElement>(null)
  useBottomBar(bar)
  return (
    <section ref={bar} className={classes['totals']} aria-label={t('totals.label')}>
      <div className={classes['total']}>
        <span className={classes['totalName']}>{t('totals.total', { stage: stageName })}</span>
        <strong className={classes['totalPoints']} data-testid="total" aria-live="polite">
          {formatPoints(totals.total)}
        </strong>
        <span className={classes['soft']}>/ {formatPoints(totals.max)}</span>
      </div>
      <div className={classes['band']}>
        {band !== null && band.stars > 0 && <Stars count={band.stars} />}
        <span>{band?.label ?? t('totals.noBand')}</span>
      </div>
      <span className={`${classes['soft'] ?? ''} ${classes['whenRoomy'] ?? ''}`}>{counted}</span>
      <Popover position="top-start" width={420} shadow="md" withArrow>
        <Popover.Target>
          {failing.length > 0 ? (
            <UnstyledButton className={classes['gatesButton']} data-failed={failed > 0}>
              <Icon name="warning" /> {conditions}
            </UnstyledButton>
          ) : (
            <UnstyledButton className={classes['moreTotals']} aria-label={t('totals.more')}>
              <Icon name="info" />
            </UnstyledButton>
          )}
        </Popover.Target>
        <Popover.Dropdown>
          <p className={classes['gap']}>
            {counted}. {missing}.
          </p>
          <ul className={classes['gateList']}>
            {failing.map((gate) => (
              <GateLine key={gate.id} gate={gate} content={content} />
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
      <span className={`${classes['gap'] ?? ''} ${classes['whenRoomy'] ?? ''}`}>{missing}</span>
    </section>
  )
}

function GateLine({ gate, content }: { gate: GateResult; content: CriteriaContent }): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <li>
      <strong>{gate.title}</strong> – {gate.passed === false ? t('gate.failed') : t('gate.unknown')}
      {gate.shortfalls.length > 0 && (
        <ul>
          {gate.shortfalls.map((shortfall, index) => (
            <li key={index}>{shortfallSentence(shortfall, content, t)}</li>
          ))}
        </ul>
      )}
    </li>
  )
}
