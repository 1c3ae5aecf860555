import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { paths } from '../../app/paths.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { formatCount } from '../../ui/format.ts'
import { PageFrame } from '../../ui/page-frame.tsx'
import { PageTabs } from '../../ui/page-tabs.tsx'
import { ChecksTab } from './checks/checks-tab.tsx'
import { DifferencesTab } from './differences/differences-tab.tsx'

/** Đối chiếu: what has to be decided because several people wrote it, and what somebody should look at again. */
export function ReviewPage(): ReactElement {
  const { t } = useTranslation('review')
  const { tab } = useParams<{ tab?: string }>()
  const { cycle } = useCurrentCycle()
  const differences = useQueryCall('differences.count', {}).data?.count ?? 0
  const checks = useQueryCall('checks.list', { cycle: cycle?.id ?? null, state: 'open', offset: 0, limit: 1 })
  const open = checks.data?.counts.reduce((sum, each) => sum + each.open, 0) ?? 0
  return (
    <PageFrame title={t('title')} summary={t('summary')}>
      <PageTabs
        label={t('title')}
        page={paths.review}
        chosen={tab}
        tabs={[
          {
            key: 'differences',
            title: t('differences.tab'),
            mark: differences > 0 ? <Badge tone="warn">{formatCount(differences)}</Badge> : undefined,
            content: <DifferencesTab />,
          },
          {
            key: 'checks',
            title: t('checks.tab'),
            mark: open > 0 ? <Badge tone="quiet">{formatCount(open)}</Badge> : undefined,
            content: <ChecksTab />,
          },
        ]}
      />
    </PageFrame>
  )
}
