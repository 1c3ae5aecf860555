import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { formatCount } from '../../ui/format.ts'
import { PageFrame } from '../../ui/page-frame.tsx'
import { ChecksTab } from './checks/checks-tab.tsx'
import { DifferencesTab } from './differences/differences-tab.tsx'
import classes from './review-page.module.css'

/** Cần đối chiếu: what has to be decided because several people wrote it, and below it what somebody should look at again. */
export function ReviewPage(): ReactElement {
  const { t } = useTranslation(['review', 'common'])
  const { cycle } = useCurrentCycle()
  const differences = useQueryCall('differences.count', {}).data?.count ?? 0
  const checks = useQueryCall('checks.list', { cycle: cycle?.id ?? null, state: 'open', offset: 0, limit: 1 })
  const open = checks.data?.counts.reduce((sum, each) => sum + each.open, 0) ?? 0
  return (
    <PageFrame title={t('common:pages.review')} summary={t('summary')}>
      <Part title={t('differences.tab')} count={differences} tone="warn">
        <DifferencesTab />
      </Part>
      <Part title={t('checks.tab')} count={open} tone="quiet">
        <ChecksTab />
      </Part>
    </PageFrame>
  )
}

type PartProps = { title: string; count: number; tone: Tone; children: ReactNode }

function Part({ title, count, tone, children }: PartProps): ReactElement {
  return (
    <section className={classes['part']} aria-label={title}>
      <h2 className={classes['title']}>
        {title} {count > 0 && <Badge tone={tone}>{formatCount(count)}</Badge>}
      </h2>
      {children}
    </section>
  )
}
