import { Select, type OptionsFilter, type Primitive, type SelectProps } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { searchKey } from '../../shared/domain/text/vietnamese.ts'

/** Options whose words begin with what is typed, with or without diacritics, first; then those that hold it anywhere. */
export function filterByWords<Value extends Primitive>({
  options,
  search,
  limit,
}: Parameters<OptionsFilter<Value>>[0]): ReturnType<OptionsFilter<Value>> {
  const wanted = searchKey(search)
  const ranked = options.flatMap((option) => {
    const text = 'label' in option ? searchKey(option.label) : ''
    const at = ` ${text}`.indexOf(` ${wanted}`)
    return at < 0 && !text.includes(wanted) ? [] : [{ option, rank: at < 0 ? 1 : 0 }]
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ option }) => option)
}

type Props<Value extends string> = Omit<
  SelectProps<Value>,
  'searchable' | 'filter' | 'selectFirstOptionOnChange'
>

/**
 * The only box in which one of many is found by typing. What is typed takes the place of the old name, the first match is marked and
 * Enter takes it; leaving the box without choosing keeps the old one.
 */
export function SearchSelect<Value extends string = string>(props: Props<Value>): ReactElement {
  const { t } = useTranslation('common')
  return (
    <Select<Value>
      limit={200}
      nothingFoundMessage={t('find.nothing')}
      {...props}
      searchable
      selectFirstOptionOnChange
      filter={filterByWords}
      onFocus={(event) => {
        event.currentTarget.select()
        props.onFocus?.(event)
      }}
      onClick={(event) => {
        // a click puts the caret into the name that stands there: nobody means to add letters to it
        const { value, selectionStart, selectionEnd } = event.currentTarget
        if (selectionStart === selectionEnd && isChosen(props, value)) event.currentTarget.select()
        props.onClick?.(event)
      }}
    />
  )
}

function isChosen({ data = [], value }: Pick<SelectProps, 'data' | 'value'>, text: string): boolean {
  return data.some(
    (each) => typeof each === 'object' && 'value' in each && each.value === value && each.label === text,
  )
}
