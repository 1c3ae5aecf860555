import { Checkbox, Modal, Select, Stack, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficerView } from '../../../shared/contract/officers.ts'
import type { DepartmentId } from '../../../shared/domain/ids.ts'
import { Role } from '../../../shared/domain/permissions.ts'
import { useCommand } from '../../app/use-call.ts'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { FormButtons } from '../../ui/form-buttons.tsx'
import { useDepartments } from './use-departments.ts'

type Props = { officer: OfficerView | 'new' | null; onClose: () => void }

/** A new officer, or one to change. */
export function OfficerDialog({ officer, onClose }: Props): ReactElement {
  const { t } = useTranslation('admin')
  return (
    <Modal
      opened={officer !== null}
      onClose={onClose}
      title={officer === 'new' || officer === null ? t('officers.add') : officer.name}
    >
      {officer !== null && <OfficerForm officer={officer === 'new' ? null : officer} onClose={onClose} />}
    </Modal>
  )
}

function OfficerForm({
  officer,
  onClose,
}: {
  officer: OfficerView | null
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const departments = useDepartments()
  const save = useCommand('officers.save')
  const [name, setName] = useState(officer?.name ?? '')
  const [roles, setRoles] = useState<string[]>(officer?.roles ?? ['scorer'])
  const [department, setDepartment] = useState<DepartmentId | null>(officer?.department ?? null)
  const [active, setActive] = useState(officer?.active ?? true)
  const ready = name.trim() !== '' && roles.length > 0

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        save.mutate(
          {
            officer: officer?.id ?? null,
            name: name.trim(),
            roles: Role.options.filter((role) => roles.includes(role)),
            department,
            active,
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
        <TextInput
          label={t('officers.name')}
          value={name}
          maxLength={300}
          required
          data-autofocus
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <Checkbox.Group label={t('officers.roles')} value={roles} onChange={setRoles}>
          <Stack gap="xs" mt="xs">
            {Role.options.map((role) => (
              <Checkbox
                key={role}
                value={role}
                label={t(`common:role.${role}`)}
                description={t(`roleHint.${role}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('officers.department')}
          description={t('officers.departmentHint')}
          clearable
          value={department}
          data={departments.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(id) => {
            setDepartment(id)
          }}
        />
        {officer !== null && (
          <Checkbox
            label={t('officers.active')}
            description={t('officers.activeHint')}
            checked={active}
            onChange={(event) => {
              setActive(event.currentTarget.checked)
            }}
          />
        )}
        <ErrorSentence error={save.error} />
        <FormButtons ready={ready} saving={save.isPending} onCancel={onClose} />
      </Stack>
    </form>
  )
}
