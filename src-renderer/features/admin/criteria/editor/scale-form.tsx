import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scale } from '../../../../../shared/domain/criteria.ts'
import type { Decimal, Hundredths } from '../../../../../shared/domain/quantities.ts'
import classes from './editor.module.css'
import { AddPart, ChoiceAt, DecimalAt, PointsAt, RowTools } from './fields.tsx'

/** From a percentage to points: by bands, or rising evenly up to a percentage. */
export function ScaleForm({
  scale,
  max,
  at,
  onChange,
}: {
  scale: Scale
  max: Hundredths
  at: string
  onChange: (scale: Scale, field: string) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const percent = (value: string): Decimal => value as Decimal
  return (
    <>
      <div className={classes['two']}>
        <ChoiceAt
          label={t('scale.kind')}
          path={`${at}.kind`}
          value={scale.kind}
          options={(['bands', 'linear'] as const).map((value) => ({ value, label: t(`scale.${value}`) }))}
          onChange={(kind) => {
            if (kind === scale.kind) return
            onChange(
              kind === 'linear'
                ? {
                    kind,
                    fullAt:
                      scale.kind === 'bands' ? (scale.bands[0]?.from ?? percent('100')) : percent('100'),
                  }
                : {
                    kind,
                    bands: [
                      { from: scale.kind === 'linear' ? scale.fullAt : percent('100'), points: max },
                      { from: percent('0'), points: 0 as Hundredths },
                    ],
                  },
              '',
            )
          }}
        />
        {scale.kind === 'linear' && (
          <DecimalAt
            label={t('scale.fullAt')}
            unit="%"
            path={`${at}.fullAt`}
            value={scale.fullAt}
            onChange={(fullAt) => {
              onChange({ ...scale, fullAt }, 'fullAt')
            }}
          />
        )}
      </div>
      {scale.kind === 'bands' && <BandList scale={scale} at={`${at}.bands`} onChange={onChange} />}
    </>
  )
}

function BandList({
  scale,
  at,
  onChange,
}: {
  scale: Extract<Scale, { kind: 'bands' }>
  at: string
  onChange: (scale: Scale, field: string) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { bands } = scale
  const set = (index: number, part: Partial<(typeof bands)[number]>, field: string): void => {
    onChange(
      { ...scale, bands: bands.map((each, place) => (place === index ? { ...each, ...part } : each)) },
      `${at}.${index}.${field}`,
    )
  }
  return (
    <div role="group" aria-label={t('scale.bands')} className={classes['parts']} data-path={at}>
      {bands.map((band, index) => (
        // bands have no ids; their place is what they are
        <div key={index} className={classes['part']}>
          <DecimalAt
            label={t('scale.from')}
            unit="%"
            path={`${at}[${index}].from`}
            value={band.from}
            onChange={(from) => {
              set(index, { from }, 'from')
            }}
          />
          <PointsAt
            label={t('rule.points')}
            path={`${at}[${index}].points`}
            value={band.points}
            onChange={(points) => {
              set(index, { points }, 'points')
            }}
          />
          <RowTools
            name={t('scale.band', { number: index + 1 })}
            onRemove={() => {
              onChange({ ...scale, bands: bands.toSpliced(index, 1) }, '')
            }}
          />
        </div>
      ))}
      <AddPart
        label={t('scale.add')}
        onAdd={() => {
          onChange({ ...scale, bands: [...bands, { from: '0' as Decimal, points: 0 as Hundredths }] }, '')
        }}
      />
    </div>
  )
}
