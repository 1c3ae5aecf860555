import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import type { PageKey } from './places.ts'

type Page = LazyExoticComponent<ComponentType>
type Module<Name extends string> = Promise<Readonly<Record<Name, ComponentType>>>

/** A page that is fetched when it is first opened. */
function later<Name extends string>(load: () => Module<Name>, name: Name): Page {
  return lazy(async () => ({ default: (await load())[name] }))
}

const exchange = () => import('../features/exchange/exchange-pages.tsx')
const admin = () => import('../features/admin/admin-pages.tsx')
const appraisal = () => import('../features/appraisal/appraisal-page.tsx')

/** The component of every page; where it stands and who sees it is in `places.ts`. */
export const pages: Readonly<Record<PageKey, Page>> = {
  overview: later(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
  sheet: later(() => import('../features/sheet/sheet-page.tsx'), 'SheetPage'),
  appraisal: later(appraisal, 'AppraisalPage'),
  byCriterion: later(appraisal, 'ByCriterionPage'),
  documents: later(() => import('../features/documents/documents-page.tsx'), 'DocumentsPage'),
  review: later(() => import('../features/review/review-page.tsx'), 'ReviewPage'),
  results: later(() => import('../features/results/results-page.tsx'), 'ResultsPage'),
  asOf: later(() => import('../features/asOf/as-of-page.tsx'), 'AsOfPage'),
  papers: later(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
  receive: later(exchange, 'ReceivePage'),
  send: later(exchange, 'SendPage'),
  startFiles: later(exchange, 'StartFilesPage'),
  devices: later(exchange, 'DevicesPage'),
  exchangeLog: later(exchange, 'ExchangeLogPage'),
  criteria: later(admin, 'CriteriaPage'),
  cycles: later(admin, 'CyclesPage'),
  units: later(admin, 'UnitsPage'),
  officers: later(admin, 'OfficersPage'),
  settings: later(admin, 'SettingsPage'),
  system: later(admin, 'SystemPage'),
  history: later(() => import('../features/history/history-page.tsx'), 'HistoryPage'),
}
