import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { partOfAddress } from '../../app/paths.ts'
import { PageFrame } from '../../ui/page-frame.tsx'
import { CriteriaTab } from './criteria/criteria-tab.tsx'
import { CyclesTab } from './cycles/cycles-tab.tsx'
import { OfficersTab } from './officers-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'
import { SystemTab } from './system-tab.tsx'
import { UnitsTab } from './units-tab.tsx'

type Name = 'criteria' | 'cycles' | 'units' | 'officers' | 'settings' | 'system'

function AdminFrame({ name, children }: { name: Name; children: ReactNode }): ReactElement {
  const { t } = useTranslation('common')
  return <PageFrame title={t(`pages.${name}`)}>{children}</PageFrame>
}

/** Id of the one thing that the address names. */
function useNamed(): string | null {
  const { item } = useParams<{ item?: string }>()
  return partOfAddress(item) ?? null
}

/** Bộ tiêu chí: published sets and drafts, or one of them. */
export function CriteriaPage(): ReactElement {
  return (
    <AdminFrame name="criteria">
      <CriteriaTab named={useNamed()} />
    </AdminFrame>
  )
}

/** Kỳ chấm điểm: all cycles, or one with its participants. */
export function CyclesPage(): ReactElement {
  return (
    <AdminFrame name="cycles">
      <CyclesTab named={useNamed()} />
    </AdminFrame>
  )
}

/** Đơn vị: the units below. */
export function UnitsPage(): ReactElement {
  return (
    <AdminFrame name="units">
      <UnitsTab />
    </AdminFrame>
  )
}

/** Người dùng: who works on this machine. */
export function OfficersPage(): ReactElement {
  return (
    <AdminFrame name="officers">
      <OfficersTab />
    </AdminFrame>
  )
}

/** Cài đặt: how this machine behaves. */
export function SettingsPage(): ReactElement {
  return (
    <AdminFrame name="settings">
      <SettingsTab />
    </AdminFrame>
  )
}

/** Dữ liệu trên máy: where the data lies and how it is. */
export function SystemPage(): ReactElement {
  return (
    <AdminFrame name="system">
      <SystemTab />
    </AdminFrame>
  )
}
