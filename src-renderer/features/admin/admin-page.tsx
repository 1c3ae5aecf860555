import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { paths } from '../../app/paths.ts'
import { useMay, useSession } from '../../app/session.ts'
import { PageFrame } from '../../ui/page-frame.tsx'
import { type PageTab, PageTabs } from '../../ui/page-tabs.tsx'
import { CriteriaTab } from './criteria/criteria-tab.tsx'
import { CyclesTab } from './cycles/cycles-tab.tsx'
import { OfficersTab } from './officers-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'
import { SystemTab } from './system-tab.tsx'
import { UnitsTab } from './units-tab.tsx'

/** Criteria sets, cycles, units, officers, settings and the state of this installation. */
export function AdminPage(): ReactElement {
  const { t } = useTranslation('admin')
  const { tab, item } = useParams<{ tab?: string; item?: string }>()
  const { unit } = useSession()
  const mayUnits = useMay('manageUnits')
  const named = item === undefined ? null : decodeURIComponent(item)
  const tabs: PageTab[] = [
    { key: 'criteria', title: t('tabs.criteria'), content: <CriteriaTab named={named} /> },
    { key: 'cycles', title: t('tabs.cycles'), content: <CyclesTab named={named} /> },
    { key: 'officers', title: t('tabs.officers'), content: <OfficersTab /> },
    ...(mayUnits && unit.level !== 'commune'
      ? [{ key: 'units', title: t('tabs.units'), content: <UnitsTab /> }]
      : []),
    { key: 'settings', title: t('tabs.settings'), content: <SettingsTab /> },
    { key: 'system', title: t('tabs.system'), content: <SystemTab /> },
  ]
  return (
    <PageFrame title={t('title')}>
      <PageTabs label={t('title')} page={paths.admin} chosen={tab} tabs={tabs} />
    </PageFrame>
  )
}
