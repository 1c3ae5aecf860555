import { Autocomplete, Group, Textarea, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentFields } from '../../../shared/contract/documents.ts'
import { DayInput } from '../day-input/day-input.tsx'

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
        <DayInput
          label={t('field.date')}
          value={fields.date}
          onChange={(date) => {
            onChange({ ...fields, date })
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
