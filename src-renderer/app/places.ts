import type { Level } from '../../shared/contract/views.ts'
import type { Permission } from '../../shared/domain/permissions.ts'
import type { IconName } from '../ui/icons.tsx'
import { paths } from './paths.ts'

/** Every page that can be opened. Its name is `common:pages.<key>`, its component stands in `pages.ts`. */
export type PageKey = Exclude<keyof typeof paths, 'sheets'> | 'sheet'

/** What decides which places somebody sees. */
export type Viewer = Readonly<{
  level: Level
  permissions: readonly Permission[]
  /** Whether the own level appraises or verifies in the current cycle. True while there is none. */
  appraises: boolean
  /** Values of which one has to be chosen. */
  differences: number
}>

type Tab = Readonly<{
  page: PageKey
  path: string
  /** What may follow the path, as wouter writes it. */
  items?: string
  levels?: readonly Level[]
  permission?: Permission
  /** Stands in the navigation only while this holds; its address works in any case. */
  when?: (viewer: Viewer) => boolean
  /** Opened from another page, never shown in the navigation. */
  beside?: true
  /** Where its address leads at a level, or for an officer, without it; else to the overview. */
  otherwise?: PageKey
}>

/** Where a place stands: in the list, at its foot (⚙), or in the menu of the own name. */
type Corner = 'list' | 'foot' | 'nameMenu'

type Place = Readonly<{
  /** Key of its name: `common:places.<key>`. */
  key:
    'overview' | 'scoring' | 'sheet' | 'documents' | 'results' | 'papers' | 'exchange' | 'admin' | 'history'
  icon: IconName
  corner: Corner
  levels?: readonly Level[]
  tabs: readonly Tab[]
}>

const above: readonly Level[] = ['province', 'district']
const commune: readonly Level[] = ['commune']

const sheet: Tab = { page: 'sheet', path: paths.sheets, items: '/:assessment?/:criterion?' }
const documents: Tab = { page: 'documents', path: paths.documents, items: '/:document?', otherwise: 'sheet' }
const review: Tab = { page: 'review', path: paths.review, otherwise: 'sheet' }
const asOf: Tab = { page: 'asOf', path: paths.asOf, beside: true, otherwise: 'history' }

/** Every place, in the order of the navigation: which tabs it has, at which level, for whom. A tab without a working page is not here. */
const places: readonly Place[] = [
  {
    key: 'overview',
    icon: 'home',
    corner: 'list',
    tabs: [{ page: 'overview', path: paths.overview }],
  },
  {
    key: 'sheet',
    icon: 'sheet',
    corner: 'list',
    levels: commune,
    tabs: [sheet, { ...review, when: ({ differences }) => differences > 0 }],
  },
  { key: 'documents', icon: 'document', corner: 'list', levels: commune, tabs: [documents] },
  {
    key: 'scoring',
    icon: 'sheet',
    corner: 'list',
    levels: above,
    tabs: [
      sheet,
      {
        page: 'appraisal',
        path: paths.appraisal,
        when: ({ appraises }) => appraises,
        otherwise: 'sheet',
      },
      {
        page: 'byCriterion',
        path: paths.byCriterion,
        when: ({ appraises }) => appraises,
        otherwise: 'sheet',
      },
      documents,
      review,
    ],
  },
  {
    key: 'results',
    icon: 'ranking',
    corner: 'list',
    levels: above,
    tabs: [{ page: 'results', path: paths.results, items: '/:view?', otherwise: 'sheet' }, asOf],
  },
  {
    key: 'papers',
    icon: 'report',
    corner: 'list',
    levels: above,
    tabs: [{ page: 'papers', path: paths.papers, otherwise: 'sheet' }],
  },
  {
    key: 'exchange',
    icon: 'exchange',
    corner: 'list',
    tabs: [
      { page: 'receive', path: paths.receive, permission: 'exchange', otherwise: 'devices' },
      { page: 'send', path: paths.send, permission: 'exchange', otherwise: 'devices' },
      {
        page: 'startFiles',
        path: paths.startFiles,
        permission: 'exchange',
        levels: above,
        otherwise: 'receive',
      },
      { page: 'devices', path: paths.devices },
      { page: 'exchangeLog', path: paths.exchangeLog, otherwise: 'devices' },
    ],
  },
  {
    key: 'admin',
    icon: 'admin',
    corner: 'foot',
    tabs: [
      { page: 'criteria', path: paths.criteria, items: '/:item?' },
      { page: 'cycles', path: paths.cycles, items: '/:item?' },
      {
        page: 'units',
        path: paths.units,
        permission: 'manageUnits',
        levels: above,
        otherwise: 'criteria',
      },
      { page: 'officers', path: paths.officers },
      { page: 'settings', path: paths.settings },
      { page: 'system', path: paths.system },
    ],
  },
  {
    key: 'history',
    icon: 'history',
    corner: 'nameMenu',
    tabs: [
      { page: 'history', path: paths.history },
      { ...asOf, levels: commune },
    ],
  },
]

/** Addresses of former versions, and of places as a whole: links of then, and in papers, lead on. */
const leadingOn: Readonly<Record<string, PageKey>> = {
  '/appraisal/criterion': 'byCriterion',
  '/review/differences': 'review',
  '/review/checks': 'review',
  '/reports': 'papers',
  '/exchange': 'receive',
  '/admin': 'criteria',
}

export type ShownTab = Readonly<{ page: PageKey; path: string }>
export type ShownPlace = Readonly<{
  key: Place['key']
  icon: IconName
  corner: Corner
  tabs: readonly ShownTab[]
}>

function has(viewer: Viewer, tab: Tab): boolean {
  return (
    (tab.levels === undefined || tab.levels.includes(viewer.level)) &&
    (tab.permission === undefined || viewer.permissions.includes(tab.permission))
  )
}

function placesAt(viewer: Viewer): readonly Place[] {
  return places.filter(({ levels }) => levels === undefined || levels.includes(viewer.level))
}

/** What the navigation shows to somebody. The tab that is open stays in sight although its reason has gone. */
export function placesFor(viewer: Viewer, open: PageKey | null = null): readonly ShownPlace[] {
  return placesAt(viewer)
    .map(({ key, icon, corner, tabs }) => ({
      key,
      icon,
      corner,
      tabs: tabs
        .filter(
          (tab) =>
            has(viewer, tab) &&
            tab.beside !== true &&
            (tab.when === undefined || tab.when(viewer) || tab.page === open),
        )
        .map(({ page, path }) => ({ page, path })),
    }))
    .filter(({ tabs }) => tabs.length > 0)
}

/** Every page that somebody may open, with what wouter matches. */
export function routesFor(
  viewer: Viewer,
): readonly { page: PageKey; pattern: string; place: Place['key'] }[] {
  return placesAt(viewer).flatMap(({ key, tabs }) =>
    tabs
      .filter((tab) => has(viewer, tab))
      .map(({ page, path, items }) => ({ page, pattern: `${path}${items ?? ''}`, place: key })),
  )
}

function isUnder(location: string, path: string): boolean {
  return location === path || (path !== '/' && location.startsWith(`${path}/`))
}

/** The page that an address opens for somebody, and the place it stands in. Null: `leadsTo` knows where to go instead. */
export function pageAt(location: string, viewer: Viewer): { page: PageKey; place: Place['key'] } | null {
  for (const { key, tabs } of placesAt(viewer)) {
    for (const tab of tabs) {
      if (has(viewer, tab) && !(location in leadingOn) && isUnder(location, tab.path))
        return { page: tab.page, place: key }
    }
  }
  return null
}

/** Where an address leads that opens nothing for somebody: that of a former version, or of a page that the level does not have. */
export function leadsTo(location: string, viewer: Viewer): string {
  const tabs = places.flatMap((place) => place.tabs)
  const mine = placesAt(viewer).flatMap((place) => place.tabs)
  let page: PageKey | undefined =
    leadingOn[location] ?? tabs.find(({ path }) => isUnder(location, path))?.page
  for (let step = 0; page !== undefined && step < tabs.length; step += 1) {
    const wanted = page
    const found = mine.find((tab) => tab.page === wanted && has(viewer, tab))
    if (found !== undefined) return found.path
    page = tabs.find((tab) => tab.page === wanted)?.otherwise
  }
  return paths.overview
}
