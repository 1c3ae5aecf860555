import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { movedInList } from '../../../../../shared/domain/criteria-edit.ts'
import type { Hundredths } from '../../../../../shared/domain/quantities.ts'
import { newId } from './draft-context.ts'
import classes from './editor.module.css'
import { AddPart, PointsAt, RowTools, TextAt } from './fields.tsx'

type Part = { id: string; label: string; points: Hundredths }

/** Options to choose from, or items to tick: a label and its points each. */
export function PartList({
  name,
  add,
  at,
  parts,
  onChange,
}: {
  name: string
  add: string
  at: string
  parts: readonly Part[]
  onChange: (parts: Part[], field: string) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const set = (index: number, part: Partial<Part>, field: string): void => {
    onChange(
      parts.map((each, place) => (place === index ? { ...each, ...part } : each)),
      `${at}.${parts[index]?.id ?? ''}.${field}`,
    )
  }
  return (
    <div role="group" aria-label={name} className={classes['parts']} data-path={at}>
      {parts.map((part, index) => (
        <div key={part.id} className={classes['part']}>
          <TextAt
            label={t('rule.partLabel', { number: index + 1 })}
            path={`${at}[${index}].label`}
            value={part.label}
            onChange={(label) => {
              set(index, { label }, 'label')
            }}
          />
          <PointsAt
            label={t('rule.points')}
            path={`${at}[${index}].points`}
            value={part.points}
            onChange={(points) => {
              set(index, { points }, 'points')
            }}
          />
          <RowTools
            name={part.label === '' ? String(index + 1) : part.label}
            onUp={
              index === 0
                ? undefined
                : () => {
                    onChange(movedInList(parts, index, -1), '')
                  }
            }
            onDown={
              index === parts.length - 1
                ? undefined
                : () => {
                    onChange(movedInList(parts, index, 1), '')
                  }
            }
            onRemove={() => {
              onChange(parts.toSpliced(index, 1), '')
            }}
          />
        </div>
      ))}
      <AddPart
        label={add}
        onAdd={() => {
          onChange([...parts, { id: newId('o'), label: '', points: 0 as Hundredths }], '')
        }}
      />
    </div>
  )
}
