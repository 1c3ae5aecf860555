import { type ReactElement, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { Icon } from '../ui/icons.tsx'
import { useCurrentCycle } from './current-cycle.ts'
import classes from './navigation.module.css'
import { pageAt, placesFor, type ShownPlace } from './places.ts'
import { useViewer } from './viewer.ts'

type Props = { open: boolean; onClose: () => void; onChosen: () => void }

/** The places, the open one with its tabs. Narrow windows, and large text, show it as a drawer. */
export function Navigation({ open, onClose, onChosen }: Props): ReactElement {
  const { t } = useTranslation('common')
  const [location] = useLocation()
  const viewer = useViewer()
  const notice = useCurrentCycle().cycle?.notice ?? ''
  const at = pageAt(location, viewer)
  const places = placesFor(viewer, at?.page ?? null)
  const drawer = useRef<HTMLElement>(null)
  useEscape(open, onClose)
  useEffect(() => {
    if (!open) return
    const links = drawer.current
    const here = links?.querySelector<HTMLElement>('[aria-current="page"]') ?? links?.querySelector('a')
    here?.focus()
  }, [open])

  const item = (place: ShownPlace): ReactElement => (
    <PlaceItem
      key={place.key}
      place={place}
      open={place.key === at?.place}
      page={at?.page ?? null}
      differences={viewer.differences}
      onChosen={onChosen}
    />
  )
  return (
    <nav
      ref={drawer}
      className={classes['navigation']}
      data-open={open}
      data-region="navigation"
      aria-label={t('navigation')}
    >
      <ul className={classes['list']}>{places.filter(({ corner }) => corner === 'list').map(item)}</ul>
      <div className={classes['foot']}>
        <ul className={classes['list']}>{places.filter(({ corner }) => corner === 'foot').map(item)}</ul>
        {notice !== '' && <p className={classes['notice']}>{notice}</p>}
        <p className={classes['keys']}>{t('keysHint')}</p>
      </div>
    </nav>
  )
}

/** Escape closes the open drawer, wherever the keyboard is. */
function useEscape(open: boolean, onClose: () => void): void {
  useEffect(() => {
    if (!open) return
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [open, onClose])
}

type ItemProps = {
  place: ShownPlace
  open: boolean
  page: string | null
  differences: number
  onChosen: () => void
}

function PlaceItem({ place, open, page, differences, onChosen }: ItemProps): ReactElement {
  const { t } = useTranslation('common')
  const { key, icon, tabs } = place
  const [first] = tabs
  const single = tabs.length === 1
  const counted = tabs.some((tab) => tab.page === 'review')
  const count = <DifferenceCount count={differences} />
  return (
    <li>
      <Link
        href={first?.path ?? '/'}
        className={classes['item']}
        data-open={open}
        onClick={onChosen}
        {...(single && open ? { 'aria-current': 'page' as const } : {})}
      >
        <Icon name={icon} />
        <span className={classes['word']}>{t(`places.${key}`)}</span>
        {counted && !open && count}
      </Link>
      {open && !single && (
        <ul className={classes['tabs']} aria-label={t(`places.${key}`)}>
          {tabs.map((tab) => (
            <li key={tab.page}>
              <Link
                href={tab.path}
                className={classes['tab']}
                onClick={onChosen}
                {...(tab.page === page ? { 'aria-current': 'page' as const } : {})}
              >
                <span className={classes['word']}>{t(`pages.${tab.page}`)}</span>
                {tab.page === 'review' && count}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function DifferenceCount({ count }: { count: number }): ReactElement | null {
  const { t } = useTranslation('common')
  if (count === 0) return null
  return (
    <span className={classes['count']} title={t('differencesWaiting', { count })}>
      {count}
    </span>
  )
}
