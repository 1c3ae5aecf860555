import { Autocomplete, Group, Textarea, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentFields } from '../../../shared/contract/documents.ts'
import type { Day } from '../../../shared/domain/ids.ts'

type Props = {
  fields: DocumentFields
  /** Issuers that were written before, offered again. */
  issuers?: readonly string[]
  onChange: (fields: DocumentFields) => void
}

/** Số hiệu, ngày, cơ quan, trích yếu; each may come later. */
export function DocumentForm({ fields, issuers = [], onChange }: Props): ReactElement {
  const { t } = useTranslation('documents')
  return (
    <>
      <Textarea
        size="sm"
        label={t('field.title')}
        value={fields.title}
        maxLength={1000}
        autosize
        maxRows={5}
        onChange={(event) => {
          onChange({ ...fields, title: event.currentTarget.value })
        }}
      />
      <Group grow gap="sm" align="flex-start">
        <TextInput
          size="sm"
          label={t('field.number')}
          placeholder={t('field.numberExample')}
          value={fields.number}
          maxLength={100}
          onChange={(event) => {
            onChange({ ...fields, number: event.currentTarget.value })
          }}
        />
        <DateInput
          size="sm"
          label={t('field.date')}
          placeholder={t('field.dateExample')}
          valueFormat="DD/MM/YYYY"
          dateParser={readDay}
          clearable
          value={fields.date}
          onChange={(date) => {
            onChange({ ...fields, date: date as Day | null })
          }}
        />
      </Group>
      <Autocomplete
        size="sm"
        label={t('field.issuer')}
        data={[...issuers]}
        limit={8}
        maxLength={300}
        value={fields.issuer}
        onChange={(issuer) => {
          onChange({ ...fields, issuer })
        }}
      />
    </>
  )
}

/** "5/2/2024", "05-02-2024", "05022024" and "5.2.24" as a day; null when it is none. */
export function readDay(text: string): Day | null {
  const parts =
    /^\s*(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})\s*$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text.trim())
  if (parts === null) return null
  const [, day = '', month = '', year = ''] = parts
  const fullYear = year.length === 2 ? `20${year}` : year
  const date = new Date(Date.UTC(Number(fullYear), Number(month) - 1, Number(day)))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  return `${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` as Day
}
