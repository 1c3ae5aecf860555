import { Combobox, InputBase, ScrollArea, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Level, UnitView } from '../../shared/contract/views.ts'
import type { UnitId } from '../../shared/domain/ids.ts'
import { useQueryCall } from '../app/use-call.ts'
import { Icon } from './icons.tsx'
import classes from './unit-picker.module.css'

/** As many as are listed at once. */
const most = 40

type Props = {
  label: string
  level?: Level
  within?: UnitId
  value: UnitView | null
  onChange: (unit: UnitView | null) => void
  autoFocus?: boolean
}

/** Finds one unit among all by typing, with or without diacritics; namesakes are told apart by what lies above them. */
export function UnitPicker({
  label,
  level,
  within,
  value,
  onChange,
  autoFocus = false,
}: Props): ReactElement {
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? (value === null ? '' : nameWithPath(value))
  const [wanted] = useDebouncedValue((typed ?? '').trim(), 120)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
    },
  })
  const { data } = useQueryCall(
    'units.search',
    {
      text: wanted,
      limit: most,
      ...(level === undefined ? {} : { level }),
      ...(within === undefined ? {} : { within }),
    },
    { enabled: typed !== null, keepPrevious: true },
  )
  const found = data ?? []
  // Without a letter typed, a list that is cut off at its limit helps nobody.
  const listed = wanted !== '' || (data !== undefined && found.length < most)

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const unit = found.find((one) => one.id === id)
        if (unit === undefined) return
        onChange(unit)
        setTyped(null)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target>
        <InputBase
          label={label}
          placeholder={t('unit.placeholder')}
          leftSection={<Icon name="search" />}
          autoComplete="off"
          value={text}
          {...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {})}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            if (value !== null) onChange(null)
            combobox.openDropdown()
            combobox.selectFirstOption()
          }}
          onFocus={(event) => {
            event.currentTarget.select()
            setTyped((now) => now ?? '')
            combobox.openDropdown()
          }}
          onBlur={() => {
            combobox.closeDropdown()
            setTyped(null)
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!listed}>
        <Combobox.Options>
          <ScrollArea.Autosize mah="18rem" type="auto">
            {found.map((unit) => (
              <Combobox.Option key={unit.id} value={unit.id}>
                <span className={classes['name']}>{unit.name}</span>
                <span className={classes['path']}>{unit.path.join(', ')}</span>
              </Combobox.Option>
            ))}
            {found.length === 0 && (
              <Combobox.Empty>
                {wanted === '' ? t('unit.typeMore') : t('unit.nothing', { text: wanted })}
              </Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function nameWithPath(unit: UnitView): string {
  return [unit.name, ...unit.path].join(', ')
}
