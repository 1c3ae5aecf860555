import { Select, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { AppearanceMenu } from './appearance-menu.tsx'
import { useCurrentCycle } from './current-cycle.ts'
import { OfficerMenu } from './officer-menu.tsx'
import { useSession } from './session.ts'
import { ShellGiveButton } from './shell-letter-box.tsx'
import classes from './top-bar.module.css'

const menuButton = 'menu-button'

/** Where the keyboard goes when the drawer of the navigation closes. */
export function focusMenuButton(): void {
  document.getElementById(menuButton)?.focus()
}

type Props = { navigationOpen: boolean; onToggleNavigation: () => void }

/** Which unit, which cycle, who: always in sight. */
export function TopBar({ navigationOpen, onToggleNavigation }: Props): ReactElement {
  const { t } = useTranslation('common')
  const { unit } = useSession()
  const { cycle, cycles, choose } = useCurrentCycle()
  return (
    <header className={classes['bar']} data-region="top">
      <UnstyledButton
        id={menuButton}
        className={classes['menu']}
        onClick={onToggleNavigation}
        aria-expanded={navigationOpen}
        aria-label={t('navigation')}
      >
        <Icon name="menu" size="1.375rem" />
      </UnstyledButton>
      <div className={classes['unit']}>
        <strong className={classes['name']} title={[unit.name, ...unit.path].join(', ')}>
          {unit.name}
        </strong>
        <span className={classes['path']}>{unit.path.join(', ')}</span>
      </div>
      {cycles.length > 0 && (
        <Select
          className={classes['cycle']}
          aria-label={t('cycle')}
          value={cycle?.id ?? null}
          data={cycles.map(({ id, year, name, closed }) => ({
            value: id,
            // the year is what differs: it is the last thing that a narrow bar may cut
            label: t(closed ? 'cycleClosed' : 'cycleOpen', { year, name }),
          }))}
          onChange={(value) => {
            if (value !== null) choose(value)
          }}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        />
      )}
      {cycle !== null && cycle.notice !== '' && (
        <span className={classes['notice']} title={cycle.notice}>
          {cycle.notice}
        </span>
      )}
      <span className={classes['space']} />
      <ShellGiveButton
        className={[classes['find'], classes['quiet']].join(' ')}
        wordClass={classes['word']}
      />
      <UnstyledButton className={classes['find']} onClick={spotlight.open} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span className={classes['word']}>{t('find.button')}</span>
        <kbd className={classes['key']} aria-hidden="true">
          Ctrl K
        </kbd>
      </UnstyledButton>
      <AppearanceMenu />
      <OfficerMenu />
    </header>
  )
}
