import { Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { movedInList } from '../../../../../shared/domain/criteria-edit.ts'
import { bandsFromLimits } from '../../../../../shared/domain/star-limits.ts'
import type { Gate, GateCheck, StarBand } from '../../../../../shared/domain/criteria.ts'
import type { GateId } from '../../../../../shared/domain/ids.ts'
import type { Decimal, Hundredths } from '../../../../../shared/domain/quantities.ts'
import { Card } from '../../../../ui/card.tsx'
import { formatPoints } from '../../../../ui/format.ts'
import { newId, useDraft } from './draft-context.ts'
import classes from './editor.module.css'
import { AddPart, ChoiceAt, CountAt, DecimalAt, OpenPointsAt, RowTools, TextAt } from './fields.tsx'

/** From how many points which number of stars; where one band ends follows from where the next begins. */
export function StarsForm(): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { content, change } = useDraft()
  const { bands } = content
  const set = (index: number, part: Partial<StarBand>, field: string): void => {
    change((now) => {
      const next = now.bands.map((each, place) => (place === index ? { ...each, ...part } : each))
      return { ...now, bands: part.from === undefined ? next : bandsFromLimits(next) }
    }, `bands.${index}.${field}`)
  }
  return (
    <Card title={t('stars.title')}>
      <p className={classes['hint']}>{t('stars.hint')}</p>
      <div role="group" aria-label={t('stars.title')} className={classes['parts']} data-path="bands">
        {bands.map((band, index) => (
          <div key={index} className={classes['band']} data-path={`bands[${index}]`}>
            <TextAt
              label={t('stars.label')}
              path={`bands[${index}].label`}
              value={band.label}
              onChange={(label) => {
                set(index, { label }, 'label')
              }}
            />
            <CountAt
              label={t('stars.stars')}
              path={`bands[${index}].stars`}
              most={10}
              value={band.stars}
              onChange={(stars) => {
                set(index, { stars }, 'stars')
              }}
            />
            <OpenPointsAt
              label={t('stars.from')}
              path={`bands[${index}].from`}
              emptyAs={t('stars.lowest')}
              value={band.from}
              onChange={(from) => {
                set(index, { from }, 'from')
              }}
            />
            <span className={classes['until']}>
              {band.to === null ? t('stars.upwards') : t('stars.below', { to: formatPoints(band.to) })}
            </span>
            <Checkbox
              label={t('stars.passes')}
              data-path={`bands[${index}].passes`}
              checked={band.passes}
              onChange={(event) => {
                set(index, { passes: event.currentTarget.checked }, '')
              }}
            />
            <RowTools
              name={band.label === '' ? String(index + 1) : band.label}
              onRemove={() => {
                change((now) => ({ ...now, bands: bandsFromLimits(now.bands.toSpliced(index, 1)) }))
              }}
            />
            <PlaceProblems path={`bands[${index}]`} />
          </div>
        ))}
        <AddPart
          label={t('stars.add')}
          disabled={bands.length >= 12}
          onAdd={() => {
            change((now) => ({ ...now, bands: bandsFromLimits([...now.bands, nextBand(now.bands)]) }))
          }}
        />
      </div>
    </Card>
  )
}

/** Problems of a whole row, which no field of it shows. */
function PlaceProblems({ path }: { path: string }): ReactElement | null {
  const found = useDraft().problems.get(path)
  return found === undefined ? null : <p className={classes['problem']}>{found.join('; ')}</p>
}

function nextBand(bands: readonly StarBand[]): StarBand {
  const top = bands.reduce((most, { from }) => Math.max(most, from ?? 0), 0)
  const stars = bands.reduce((most, band) => Math.max(most, band.stars), 0) + 1
  const from = bands.length === 0 ? null : ((top === 0 ? 8000 : top + 500) as Hundredths)
  return { label: `${stars}★`, stars: Math.min(stars, 10), from, to: null, passes: true }
}

const gateKinds = ['groupMinimum', 'criterionMinimum', 'veto', 'dossier', 'surveyForms'] as const

/** Conditions besides the total. */
export function GatesForm(): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { content, change } = useDraft()
  const { gates } = content
  const set = (id: GateId, part: Partial<Gate>, field: string): void => {
    change(
      (now) => ({ ...now, gates: now.gates.map((each) => (each.id === id ? { ...each, ...part } : each)) }),
      field === '' ? '' : `${id}.${field}`,
    )
  }
  return (
    <Card title={t('gates.title')}>
      <p className={classes['hint']}>{t('gates.hint')}</p>
      <div role="group" aria-label={t('gates.title')} className={classes['parts']} data-path="gates">
        {gates.map((gate, index) => (
          <div key={gate.id} className={classes['gate']} data-path={`gates[${index}]`}>
            <TextAt
              label={t('gates.name')}
              path={`gates[${index}].title`}
              value={gate.title}
              onChange={(title) => {
                set(gate.id, { title }, 'title')
              }}
            />
            <ChoiceAt
              label={t('gates.kind')}
              path={`gates[${index}].check`}
              value={gate.check.kind}
              options={gateKinds.map((value) => ({ value, label: t(`gates.${value}`) }))}
              onChange={(kind) => {
                if (kind !== gate.check.kind) set(gate.id, { check: checkOfKind(kind, gate.check) }, '')
              }}
            />
            <GateParameters
              gate={gate}
              at={`gates[${index}].check`}
              onChange={(check, field) => {
                set(gate.id, { check }, field)
              }}
            />
            <CountAt
              label={t('gates.fromStars')}
              path={`gates[${index}].fromStars`}
              most={10}
              value={gate.fromStars}
              onChange={(fromStars) => {
                set(gate.id, { fromStars }, 'fromStars')
              }}
            />
            <RowTools
              name={gate.title === '' ? String(index + 1) : gate.title}
              onUp={
                index === 0
                  ? undefined
                  : () => {
                      change((now) => ({ ...now, gates: movedInList(now.gates, index, -1) }))
                    }
              }
              onDown={
                index === gates.length - 1
                  ? undefined
                  : () => {
                      change((now) => ({ ...now, gates: movedInList(now.gates, index, 1) }))
                    }
              }
              onRemove={() => {
                change((now) => ({ ...now, gates: now.gates.filter(({ id }) => id !== gate.id) }))
              }}
            />
          </div>
        ))}
        <AddPart
          label={t('gates.add')}
          disabled={gates.length >= 40}
          onAdd={() => {
            const id = newId('g') as GateId
            change((now) => ({
              ...now,
              gates: [...now.gates, { id, title: '', check: { kind: 'veto' }, fromStars: 1 }],
            }))
          }}
        />
      </div>
    </Card>
  )
}

/** A condition of another kind keeps its percentage. */
function checkOfKind(kind: GateCheck['kind'], before: GateCheck): GateCheck {
  const percent = 'percent' in before ? before.percent : ('50' as Decimal)
  switch (kind) {
    case 'groupMinimum':
      return { kind, group: null, percent }
    case 'criterionMinimum':
      return { kind, criterion: null, percent }
    case 'dossier':
      return { kind, minimum: 1 }
    case 'veto':
    case 'surveyForms':
      return { kind }
  }
}

function GateParameters({
  gate: { check },
  at,
  onChange,
}: {
  gate: Gate
  at: string
  onChange: (check: GateCheck, field: string) => void
}): ReactElement | null {
  const { t } = useTranslation('adminCriteria')
  const { content } = useDraft()
  const every = '-'
  switch (check.kind) {
    case 'groupMinimum':
      return (
        <>
          <ChoiceAt
            label={t('gates.group')}
            path={`${at}.group`}
            value={check.group ?? every}
            options={[
              { value: every, label: t('gates.everyGroup') },
              ...content.groups
                .filter(({ outside }) => !outside)
                .map(({ id, code, title }) => ({ value: id, label: `${code}. ${title}` })),
            ]}
            onChange={(value) => {
              onChange({ ...check, group: value === every ? null : value }, '')
            }}
          />
          <DecimalAt
            label={t('gates.percent')}
            unit="%"
            path={`${at}.percent`}
            value={check.percent}
            onChange={(percent) => {
              onChange({ ...check, percent }, 'percent')
            }}
          />
        </>
      )
    case 'criterionMinimum':
      return (
        <>
          <ChoiceAt
            label={t('gates.criterion')}
            path={`${at}.criterion`}
            searchable
            value={check.criterion ?? every}
            options={[
              { value: every, label: t('gates.everyCriterion') },
              ...content.criteria.map(({ id, code, title }) => ({
                value: id,
                label: `${code}. ${title}`,
              })),
            ]}
            onChange={(value) => {
              onChange({ ...check, criterion: value === every ? null : value }, '')
            }}
          />
          <DecimalAt
            label={t('gates.percent')}
            unit="%"
            path={`${at}.percent`}
            value={check.percent}
            onChange={(percent) => {
              onChange({ ...check, percent }, 'percent')
            }}
          />
        </>
      )
    case 'dossier':
      return (
        <CountAt
          label={t('gates.minimum')}
          path={`${at}.minimum`}
          most={40}
          value={check.minimum}
          onChange={(minimum) => {
            onChange({ ...check, minimum }, 'minimum')
          }}
        />
      )
    case 'veto':
    case 'surveyForms':
      return null
  }
}
