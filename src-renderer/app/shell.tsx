import { type ReactElement, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch } from 'wouter'
import { Icon } from '../ui/icons.tsx'
import { Boundary } from './boundary.tsx'
import { ChangedDeviceBar } from './changed-device-bar.tsx'
import { useClockWatch } from './clock-watch.ts'
import { Finder } from './finder.tsx'
import { Navigation } from './navigation.tsx'
import { besidePages, pages } from './pages.ts'
import { paths } from './paths.ts'
import { useRegionKeys } from './region-keys.ts'
import { useSession } from './session.ts'
import classes from './shell.module.css'
import { TopBar } from './top-bar.tsx'

/** The desk: navigation at the left, the top bar, and the page. F6 goes from one to the next. */
export function Shell(): ReactElement {
  const { t } = useTranslation('common')
  const { demo, lastWritten } = useSession()
  const [navigationOpen, setNavigationOpen] = useState(false)
  useRegionKeys()
  useClockWatch(lastWritten)

  return (
    <div className={classes['shell']}>
      <a
        className={classes['skip']}
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          document.querySelector<HTMLElement>('#content')?.focus()
        }}
      >
        {t('skipToContent')}
      </a>
      <TopBar
        navigationOpen={navigationOpen}
        onToggleNavigation={() => {
          setNavigationOpen((open) => !open)
        }}
      />
      <div className={classes['below']}>
        <Navigation
          open={navigationOpen}
          onChosen={() => {
            setNavigationOpen(false)
          }}
        />
        <main
          id="content"
          className={classes['content']}
          tabIndex={-1}
          data-region="content"
          onPointerDown={() => {
            setNavigationOpen(false)
          }}
        >
          {demo && (
            <p className={classes['demo']}>
              <Icon name="info" /> {t('demoNotice')}
            </p>
          )}
          <ChangedDeviceBar />
          <div className={classes['page']}>
            <Switch>
              {[...pages, ...besidePages].map(({ key, pattern, page: Page }) => (
                <Route key={key} path={pattern}>
                  <Boundary key={key}>
                    <Suspense fallback={null}>
                      <Page />
                    </Suspense>
                  </Boundary>
                </Route>
              ))}
              <Route>
                <Redirect to={paths.overview} />
              </Route>
            </Switch>
          </div>
        </main>
      </div>
      <Finder />
    </div>
  )
}
