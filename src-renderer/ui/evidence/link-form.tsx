import { Group, TextInput } from '@mantine/core'
import { useMemo, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { periodWords } from './document-words.ts'
import type { EvidenceLink } from './document-types.ts'
import { SearchSelect } from '../search-select.tsx'

type Props = {
  link: EvidenceLink
  /** Years whose months and quarters are offered. */
  years: readonly number[]
  onChange: (link: EvidenceLink) => void
}

/** Which pages of a document prove the criterion, for which month or quarter, and a note. */
export function LinkForm({ link, years, onChange }: Props): ReactElement {
  const { t } = useTranslation('documents')
  const periods = useMemo(() => {
    const values = years.flatMap((year) => [
      ...[1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
      ...Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`),
    ])
    return values.map((value) => ({ value, label: periodWords(value, t) }))
  }, [years, t])
  return (
    <>
      <Group grow gap="sm" align="flex-start">
        <TextInput
          size="sm"
          label={t('link.pages')}
          placeholder={t('link.pagesExample')}
          value={link.pages}
          maxLength={60}
          onChange={(event) => {
            onChange({ ...link, pages: event.currentTarget.value })
          }}
        />
        <SearchSelect
          size="sm"
          label={t('link.period')}
          placeholder={t('link.noPeriod')}
          data={periods}
          value={link.period === '' ? null : link.period}
          clearable
          allowDeselect
          onChange={(period) => {
            onChange({ ...link, period: period ?? '' })
          }}
        />
      </Group>
      <TextInput
        size="sm"
        label={t('link.note')}
        value={link.note}
        maxLength={1000}
        onChange={(event) => {
          onChange({ ...link, note: event.currentTarget.value })
        }}
      />
    </>
  )
}
