import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficerView } from '../../../shared/contract/officers.ts'
import { useMay, useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { OfficerDialog } from './officer-dialog.tsx'
import { OfficerPassword } from './officer-password.tsx'
import { useDepartments } from './use-departments.ts'

/** Who works here, in which roles, of which department. */
export function OfficersTab(): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const { signedIn } = useSession()
  const mayManage = useMay('manageOfficers')
  const officers = useQueryCall('officers.list', {})
  const departments = useDepartments()
  const [editing, setEditing] = useState<OfficerView | 'new' | null>(null)
  const [changing, setChanging] = useState<OfficerView | null>(null)

  const columns: Column<OfficerView>[] = [
    {
      key: 'name',
      title: t('officers.name'),
      width: 13,
      grow: true,
      sortBy: (row) => row.name,
      cell: (row) => (
        <>
          {row.name} {!row.active && <Badge tone="quiet">{t('officers.inactive')}</Badge>}
        </>
      ),
    },
    {
      key: 'roles',
      title: t('officers.roles'),
      width: 16,
      grow: true,
      cell: (row) => row.roles.map((role) => t(`common:role.${role}`)).join(', '),
    },
    {
      key: 'department',
      title: t('officers.department'),
      width: 11,
      sortBy: (row) => row.department ?? '',
      cell: (row) => departments.find(({ id }) => id === row.department)?.name ?? '–',
    },
    {
      key: 'password',
      title: t('officers.password'),
      width: 7,
      sortBy: (row) => row.hasPassword,
      cell: (row) => (row.hasPassword ? t('common:yes') : t('common:no')),
    },
    {
      key: 'actions',
      title: t('common:actions'),
      width: 14,
      actions: true,
      cell: (row) => (
        <>
          {mayManage && (
            <Button
              size="compact-md"
              variant="subtle"
              aria-label={t('officers.editOf', { name: row.name })}
              onClick={() => {
                setEditing(row)
              }}
            >
              {t('common:edit')}
            </Button>
          )}
          {(mayManage || row.id === signedIn.officer) && (
            <Button
              size="compact-md"
              variant="subtle"
              aria-label={t('officers.passwordOf', { name: row.name })}
              onClick={() => {
                setChanging(row)
              }}
            >
              {t('officers.password')}
            </Button>
          )}
        </>
      ),
    },
  ]
  return (
    <Card
      title={t('officers.title')}
      padding="none"
      actions={
        mayManage && (
          <Button
            leftSection={<Icon name="plus" />}
            onClick={() => {
              setEditing('new')
            }}
          >
            {t('officers.add')}
          </Button>
        )
      }
    >
      <ErrorSentence error={officers.error} />
      <DataTable
        label={t('officers.title')}
        columns={columns}
        rows={officers.data ?? []}
        rowKey={(row) => row.id}
        maxHeight={34}
        empty={t('common:loading')}
      />
      <OfficerDialog
        officer={editing}
        onClose={() => {
          setEditing(null)
        }}
      />
      <OfficerPassword
        officer={changing}
        sole={(officers.data ?? []).filter(({ active }) => active).length === 1}
        onClose={() => {
          setChanging(null)
        }}
      />
    </Card>
  )
}
