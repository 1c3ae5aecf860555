import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import type { IconName } from '../ui/icons.tsx'
import { paths } from './paths.ts'

type Page = {
  /** Key of its name: `common:pages.<key>`. */
  key:
    | 'overview'
    | 'sheet'
    | 'appraisal'
    | 'documents'
    | 'exchange'
    | 'review'
    | 'results'
    | 'reports'
    | 'history'
    | 'asOf'
    | 'admin'
  path: string
  /** What wouter matches: the page itself and what it shows beneath. */
  pattern: string
  icon: IconName
  page: LazyExoticComponent<ComponentType>
}

/** Every page, in the order of the navigation. */
export const pages: readonly Page[] = [
  {
    key: 'overview',
    path: paths.overview,
    pattern: '/',
    icon: 'home',
    page: lazy(async () => ({
      default: (await import('../features/overview/overview-page.tsx')).OverviewPage,
    })),
  },
  {
    key: 'sheet',
    path: paths.sheets,
    pattern: `${paths.sheets}/:assessment?/:criterion?`,
    icon: 'sheet',
    page: lazy(async () => ({ default: (await import('../features/sheet/sheet-page.tsx')).SheetPage })),
  },
  {
    key: 'appraisal',
    path: paths.appraisal,
    pattern: `${paths.appraisal}/:tab?/:item?`,
    icon: 'appraise',
    page: lazy(async () => ({
      default: (await import('../features/appraisal/appraisal-page.tsx')).AppraisalPage,
    })),
  },
  {
    key: 'documents',
    path: paths.documents,
    pattern: `${paths.documents}/:document?`,
    icon: 'document',
    page: lazy(async () => ({
      default: (await import('../features/documents/documents-page.tsx')).DocumentsPage,
    })),
  },
  {
    key: 'exchange',
    path: paths.exchange,
    pattern: `${paths.exchange}/:tab?`,
    icon: 'exchange',
    page: lazy(async () => ({
      default: (await import('../features/exchange/exchange-page.tsx')).ExchangePage,
    })),
  },
  {
    key: 'review',
    path: paths.review,
    pattern: `${paths.review}/:tab?`,
    icon: 'compare',
    page: lazy(async () => ({ default: (await import('../features/review/review-page.tsx')).ReviewPage })),
  },
  {
    key: 'results',
    path: paths.results,
    pattern: `${paths.results}/:view?`,
    icon: 'ranking',
    page: lazy(async () => ({ default: (await import('../features/results/results-page.tsx')).ResultsPage })),
  },
  {
    key: 'reports',
    path: paths.reports,
    pattern: paths.reports,
    icon: 'report',
    page: lazy(async () => ({ default: (await import('../features/reports/reports-page.tsx')).ReportsPage })),
  },
  {
    key: 'history',
    path: paths.history,
    pattern: paths.history,
    icon: 'history',
    page: lazy(async () => ({ default: (await import('../features/history/history-page.tsx')).HistoryPage })),
  },
  {
    key: 'admin',
    path: paths.admin,
    pattern: `${paths.admin}/:tab?/:item?`,
    icon: 'admin',
    page: lazy(async () => ({ default: (await import('../features/admin/admin-page.tsx')).AdminPage })),
  },
]

/** Pages that others lead to: not in the navigation. */
export const besidePages: readonly Page[] = [
  {
    key: 'asOf',
    path: paths.asOf,
    pattern: paths.asOf,
    icon: 'clock',
    page: lazy(async () => ({ default: (await import('../features/asOf/as-of-page.tsx')).AsOfPage })),
  },
]
