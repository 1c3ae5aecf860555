import { Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Level, UnitView } from '../../../shared/contract/views.ts'
import type { Day, UnitId } from '../../../shared/domain/ids.ts'
import { useSession } from '../../app/session.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { DayInput } from '../../ui/day-input/day-input.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { FormButtons } from '../../ui/form-buttons.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { SearchSelect } from '../../ui/search-select.tsx'

type Props = { unit: UnitView | 'new' | null; onClose: () => void }

/** A new unit, or name, code and parent of one from a day on. */
export function UnitDialog({ unit, onClose }: Props): ReactElement {
  const { t } = useTranslation('admin')
  return (
    <Modal
      opened={unit !== null}
      onClose={onClose}
      title={unit === 'new' || unit === null ? t('units.add') : unit.name}
    >
      {unit !== null && <UnitForm unit={unit === 'new' ? null : unit} onClose={onClose} />}
    </Modal>
  )
}

function UnitForm({ unit, onClose }: { unit: UnitView | null; onClose: () => void }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const { unit: own } = useSession()
  const save = useCommand('units.save')
  const districts =
    useQueryCall('units.below', { unit: own.id, communes: false }, { enabled: own.level === 'province' })
      .data ?? []
  const [level, setLevel] = useState<Level>(unit?.level ?? 'commune')
  const [name, setName] = useState(unit?.name ?? '')
  const [code, setCode] = useState(unit?.code ?? '')
  const [parent, setParent] = useState<UnitId>(unit?.parent ?? own.id)
  const [from, setFrom] = useState<Day | null>(unit?.from ?? null)
  const [until, setUntil] = useState<Day | null>(unit?.until ?? null)
  const inOrder = from === null || until === null || from <= until
  const ready = name.trim() !== '' && inOrder
  // Without the district level a commune stands directly below the province.
  const parents = [own, ...(level === 'commune' ? districts.filter((one) => one.level === 'district') : [])]
  const offered = parents.map((one) => ({ value: one.id, label: one.name }))
  // one that no longer exists stays where it is named
  if (unit?.parent != null && !parents.some(({ id }) => id === unit.parent))
    offered.push({ value: unit.parent, label: unit.path[0] ?? unit.parent })

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        save.mutate(
          {
            unit: unit?.id ?? null,
            level,
            name: name.trim(),
            code: code.trim(),
            parent,
            from,
            until,
          },
          {
            onSuccess: () => {
              notifyDone(t('common:saved'))
              onClose()
            },
          },
        )
      }}
    >
      <Stack>
        {unit === null && own.level === 'province' && (
          <Select
            label={t('units.level')}
            value={level}
            data={(['commune', 'district'] as const).map((value) => ({
              value,
              label: t(`common:level.${value}`),
            }))}
            onChange={(value) => {
              if (value === null) return
              setLevel(value)
              setParent(own.id)
            }}
          />
        )}
        <TextInput
          label={t('units.name')}
          value={name}
          maxLength={300}
          required
          data-autofocus
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <TextInput
          label={t('units.code')}
          value={code}
          maxLength={32}
          onChange={(event) => {
            setCode(event.currentTarget.value)
          }}
        />
        {offered.length > 1 && (
          <SearchSelect
            label={t('units.parent')}
            value={parent}
            data={offered}
            onChange={(value) => {
              if (value !== null) setParent(value)
            }}
          />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <DayInput label={t('units.from')} value={from} onChange={setFrom} />
          <DayInput
            label={t('units.until')}
            value={until}
            near={from}
            error={inOrder ? undefined : t('common:day.order')}
            onChange={setUntil}
          />
        </SimpleGrid>
        <ErrorSentence error={save.error} />
        <FormButtons ready={ready} saving={save.isPending} onCancel={onClose} />
      </Stack>
    </form>
  )
}
