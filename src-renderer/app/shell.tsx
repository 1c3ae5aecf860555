import { type ReactElement, Suspense, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { Icon } from '../ui/icons.tsx'
import { leaveDoneBehind } from '../ui/notify.tsx'
import { SendOnHost } from '../ui/sending/send-on-queue.tsx'
import { Boundary } from './boundary.tsx'
import { ChangedDeviceBar } from './changed-device-bar.tsx'
import { useClockWatch } from './clock-watch.ts'
import { Finder } from './finder.tsx'
import { MachineBar } from './machine-bar.tsx'
import { Navigation } from './navigation.tsx'
import { pages } from './pages.ts'
import { leadsTo, routesFor } from './places.ts'
import { useRegionKeys } from './region-keys.ts'
import { useSession } from './session.ts'
import { ShellDrop } from './shell-letter-box.tsx'
import classes from './shell.module.css'
import { focusMenuButton, TopBar } from './top-bar.tsx'
import { useViewer } from './viewer.ts'

/** The desk: navigation at the left, the top bar, and the page. F6 goes from one to the next. */
export function Shell(): ReactElement {
  const { t } = useTranslation('common')
  const { demo, lastWritten } = useSession()
  const [navigationOpen, setNavigationOpen] = useState(false)
  useRegionKeys()
  useClockWatch(lastWritten)
  const closeNavigation = useCallback(() => {
    setNavigationOpen(false)
    focusMenuButton()
  }, [])

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
          onClose={closeNavigation}
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
          <MachineBar />
          <div className={classes['page']}>
            <Pages />
          </div>
        </main>
      </div>
      <Finder />
      <ShellDrop />
      <SendOnHost />
    </div>
  )
}

/** The page that the address names; one that leads on is followed. */
function Pages(): ReactElement {
  const viewer = useViewer()
  const [location] = useLocation()
  useEffect(leaveDoneBehind, [location])
  return (
    <Switch>
      {routesFor(viewer).map(({ page, pattern }) => {
        const Page = pages[page]
        return (
          <Route key={page} path={pattern}>
            <Boundary key={page}>
              <FromTheTop />
              <Suspense fallback={null}>
                <Page />
              </Suspense>
            </Boundary>
          </Route>
        )
      })}
      <Route>
        <Redirect to={leadsTo(location, viewer)} replace />
      </Route>
    </Switch>
  )
}

/** A page opens at its top, however far the one before was scrolled. */
function FromTheTop(): null {
  useLayoutEffect(() => {
    document.querySelector('#content')?.scrollTo({ top: 0 })
  }, [])
  return null
}
