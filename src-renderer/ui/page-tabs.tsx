import { Tabs } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useLocation } from 'wouter'
import classes from './page-tabs.module.css'

export type PageTab = { key: string; title: string; mark?: ReactNode; content: ReactNode }

type Props = {
  /** Name of the row of tabs, for readers of the screen. */
  label: string
  /** The page's own address; each tab is `<page>/<key>`. */
  page: string
  /** Key of the one in the address; an unknown one shows the first. */
  chosen: string | undefined
  tabs: readonly PageTab[]
}

/** Parts of one page, each with an address of its own, so that going back works. */
export function PageTabs({ label, page, chosen, tabs }: Props): ReactElement {
  const [, go] = useLocation()
  const current = tabs.find(({ key }) => key === chosen) ?? tabs[0]
  return (
    <Tabs
      className={classes['tabs']}
      value={current?.key ?? null}
      onChange={(key) => {
        if (key !== null) go(`${page}/${key}`)
      }}
      activateTabWithKeyboard={false}
    >
      <Tabs.List aria-label={label} className={classes['list']}>
        {tabs.map(({ key, title, mark }) => (
          <Tabs.Tab key={key} value={key} rightSection={mark}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ key, content }) => (
        <Tabs.Panel key={key} value={key} className={classes['panel']}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
