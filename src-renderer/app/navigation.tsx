import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { Icon } from '../ui/icons.tsx'
import { useQueryCall } from './use-call.ts'
import classes from './navigation.module.css'
import { pages } from './pages.ts'
import { paths } from './paths.ts'

/** The pages. Narrow windows, and large text, show it as a drawer. */
export function Navigation({ open, onChosen }: { open: boolean; onChosen: () => void }): ReactElement {
  const { t } = useTranslation('common')
  const [location] = useLocation()
  const differences = useQueryCall('differences.count', {}).data?.count ?? 0
  return (
    <nav
      className={classes['navigation']}
      data-open={open}
      data-region="navigation"
      aria-label={t('navigation')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onChosen()
      }}
    >
      <ul className={classes['list']}>
        {pages.map(({ key, path, icon }) => {
          const current =
            path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`)
          return (
            <li key={key}>
              <Link
                href={path}
                className={classes['item']}
                onClick={onChosen}
                {...(current ? { 'aria-current': 'page' as const } : {})}
              >
                <Icon name={icon} />
                <span className={classes['word']}>{t(`pages.${key}`)}</span>
                {path === paths.review && differences > 0 && (
                  <span className={classes['count']} title={t('differencesWaiting', { count: differences })}>
                    {differences}
                  </span>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
      <p className={classes['keys']}>{t('keysHint')}</p>
    </nav>
  )
}
