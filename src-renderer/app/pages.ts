import type { ComponentType, LazyExoticComponent } from 'react'
import type { IconName } from '../ui/icons.tsx'

type Page = {
  /** Key of its name: `common:pages.<key>`. */
  key: 'overview' | 'sheet' | 'appraisal' | 'documents' | 'exchange' | 'results' | 'reports' | 'history' | 'admin'
  path: string
  /** What wouter matches: the page itself and what it shows beneath. */
  pattern: string
  icon: IconName
  page: LazyExoticComponent<ComponentType>
}

/** Every page, in the order of the navigation. Each names its own file: `lazy(async () => ({ default: (await import(…)).SheetPage }))`. */
export const pages: readonly Page[] = []
