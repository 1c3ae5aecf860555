import { Button, Group, Skeleton } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DifferenceRow, DifferenceView } from '../../../../shared/contract/differences.ts'
import { pathOfDocument, pathOfSheet } from '../../../app/paths.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Icon } from '../../../ui/icons.tsx'
import { ComparedSheets } from './compared-sheets.tsx'
import { DecideDialog, type Wanted } from './decide-dialog.tsx'
import classes from './differences.module.css'
import { DocumentNames, ValueCard } from './value-card.tsx'

type Props = {
  place: DifferenceRow
  position: number
  total: number
  onStep: (by: 1 | -1) => void
  onDecided: () => void
}

/** One difference: what and where, every value beside the others, and the choice. */
export function DifferenceDetail({ place, position, total, onStep, onDecided }: Props): ReactElement {
  const { t } = useTranslation(['review', 'common'])
  const { scope, entity, id, field } = place
  const { data, error } = useQueryCall('differences.get', { scope, entity, id, field })
  const [wanted, setWanted] = useState<Wanted | null>(null)
  return (
    <section className={classes['detail']} aria-label={t('differences.one')} data-region="difference">
      <header className={classes['head']}>
        <div>
          <h2 className={classes['title']}>{place.label}</h2>
          <p className={classes['soft']}>
            {[place.unitName, place.cycleName].filter((text) => text !== '').join(' · ')}
          </p>
        </div>
        <Group gap="xs" wrap="nowrap">
          <span className={classes['soft']}>{t('differences.position', { position, total })}</span>
          <Button
            size="compact-md"
            variant="default"
            disabled={position === 1}
            aria-label={t('differences.before')}
            onClick={() => {
              onStep(-1)
            }}
          >
            <Icon name="left" />
          </Button>
          <Button
            size="compact-md"
            variant="default"
            disabled={position === total}
            aria-label={t('differences.next')}
            onClick={() => {
              onStep(1)
            }}
          >
            <Icon name="right" />
          </Button>
        </Group>
      </header>
      {error !== null && <ErrorSentence error={error} />}
      {data === undefined ? (
        error === null && <Skeleton height="12rem" />
      ) : (
        <>
          <Consequence difference={data} />
          <ul className={classes['values']}>
            {data.values.map((value) => (
              <ValueCard
                key={value.author.entry}
                value={value}
                shown={value.author.entry === data.shown}
                withEvidence={data.criterion !== null}
                mayChoose={data.barred === null}
                onChoose={() => {
                  setWanted({ kind: 'value', entry: value.author.entry, reading: value.reading })
                }}
              />
            ))}
          </ul>
          {data.compared.length > 0 && <ComparedSheets difference={data} />}
          {data.evidence.length > 0 && (
            <div>
              <h3 className={classes['smallTitle']}>{t('differences.otherEvidence')}</h3>
              <DocumentNames documents={data.evidence} />
            </div>
          )}
          <Group gap="sm">
            {mayWriteThird(data) && (
              <Button
                variant="default"
                leftSection={<Icon name="edit" />}
                onClick={() => {
                  setWanted({ kind: 'third' })
                }}
              >
                {t('differences.third')}
              </Button>
            )}
            <Places difference={data} />
          </Group>
          <DecideDialog
            difference={data}
            wanted={wanted}
            onClose={() => {
              setWanted(null)
            }}
            onDecided={() => {
              setWanted(null)
              onDecided()
            }}
          />
        </>
      )}
    </section>
  )
}

function mayWriteThird({ barred, kind, criterion, version }: DifferenceView): boolean {
  if (barred !== null || kind === 'other' || kind === 'decision') return false
  return kind !== 'answer' || (criterion !== null && version !== null)
}

/** What does not count meanwhile, and who may end it. */
function Consequence({ difference }: { difference: DifferenceView }): ReactElement {
  const { t } = useTranslation('review')
  const { kind, barred, level } = difference
  return (
    <p className={classes['notice']} data-tone="calm">
      <Icon name="info" />
      <span>
        {kind === 'decision' ? t('differences.meanwhileDecision') : t('differences.meanwhile')}{' '}
        {barred !== null &&
          t(`differences.barred.${barred}`, {
            level: level === null ? '' : t(`level.${level}`),
          })}
      </span>
    </p>
  )
}

function Places({ difference }: { difference: DifferenceView }): ReactElement {
  const { t } = useTranslation('review')
  const { assessment, criterion, document } = difference
  return (
    <>
      {assessment !== null && (
        <Button component={Link} variant="subtle" href={pathOfSheet(assessment, criterion ?? undefined)}>
          {t('openSheet')}
        </Button>
      )}
      {document !== null && (
        <Button component={Link} variant="subtle" href={pathOfDocument(document)}>
          {t('openDocument')}
        </Button>
      )}
    </>
  )
}
