import { Button, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatTime } from '../../ui/format.ts'
import { Points } from '../../ui/points.tsx'
import classes from './code-lookup.module.css'

/** The code from a paper or the telephone: which bundle or which decision it is, and whether the totals agree. */
export function CodeLookup(): ReactElement {
  const { t } = useTranslation('exchange')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const found = useQueryCall('bundles.findByCode', { code: asked }, { enabled: asked !== '' })
  return (
    <Card title={t('lookup.title')}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(text.trim().slice(0, 40))
        }}
      >
        <TextInput
          label={t('lookup.code')}
          placeholder="K7QX-3M2P"
          value={text}
          maxLength={40}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          {t('lookup.find')}
        </Button>
      </form>
      <ErrorSentence error={found.error} />
      {asked !== '' && found.data !== undefined && <Answer found={found.data} />}
    </Card>
  )
}

function Answer({ found }: { found: Output<'bundles.findByCode'> }): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { code, bundles, decisions, rankings } = found
  if (code === null) return <p role="status">{t('lookup.noCode')}</p>
  if (bundles.length + decisions.length + rankings.length === 0)
    return <p role="status">{t('lookup.nothing', { code })}</p>
  return (
    <div role="status">
      <ul className={classes['list']}>
        {bundles.map((bundle) => (
          <li key={`${bundle.direction} ${bundle.time}`}>
            {t(`lookup.bundle.${bundle.direction}`, {
              unit: bundle.partnerName,
              name: bundle.name,
              time: formatTime(bundle.time),
            })}
          </li>
        ))}
        {decisions.map((decision) => (
          <li key={`${decision.assessment} ${decision.kind}`}>
            <strong>
              <bdi>{decision.unitName}</bdi>
            </strong>{' '}
            – <bdi>{decision.cycleName}</bdi>
            <br />
            {t(`lookup.kind.${decision.kind}`)}, <bdi>{decision.officer}</bdi> (
            <bdi>{decision.byUnitName}</bdi>), {formatTime(decision.time)}: <Points value={decision.total} />{' '}
            {t('lookup.points')}
            <br />
            <Badge tone={decision.agrees === true ? 'good' : decision.agrees === false ? 'bad' : 'quiet'}>
              {t(
                decision.agrees === true
                  ? 'lookup.agrees'
                  : decision.agrees === false
                    ? 'lookup.disagrees'
                    : 'lookup.incomplete',
              )}
            </Badge>{' '}
            {!decision.stands && <Badge>{t('lookup.superseded')}</Badge>}
          </li>
        ))}
        {rankings.map(({ cycle, cycleName, stage, within, withinName, passing, communes }) => (
          <li key={`${cycle} ${stage ?? ''} ${within ?? ''}`}>
            {t('lookup.ranking', {
              cycle: cycleName,
              scope: within === null ? t('lookup.everywhere') : withinName,
              stage: stage === null ? t('lookup.standing') : t(`common:stage.${stage}`),
              ...{ passing, communes },
            })}
            <br />
            <Badge tone="good">{t('lookup.rankingAgrees')}</Badge>
          </li>
        ))}
      </ul>
    </div>
  )
}
