import { Menu, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { useChangeAppearance } from './appearance.tsx'
import classes from './top-bar.module.css'
import { useQueryCall } from './use-call.ts'

export const textSizes = [100, 115, 130, 150, 175, 200] as const
export const colourChoices = ['light', 'dark', 'system'] as const

/** Language, text size and colours; each applies at once. */
export function AppearanceMenu(): ReactElement {
  const { t } = useTranslation('common')
  const { data } = useQueryCall('settings.get', {})
  const change = useChangeAppearance()
  const mark = (chosen: boolean) => ({
    role: 'menuitemradio',
    'aria-checked': chosen,
    rightSection: chosen ? <Icon name="check" /> : <span />,
  })

  return (
    <Menu position="bottom-end" closeOnItemClick={false} width="14rem">
      <Menu.Target>
        <UnstyledButton className={classes['quiet']} aria-label={t('appearance.title')}>
          <Icon name="textSize" size="1.375rem" />
          <span className={classes['word']}>{t('appearance.short')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah="80dvh" style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('appearance.language')}</Menu.Label>
        <Menu.Item
          lang="vi"
          {...mark(data?.language === 'vi')}
          onClick={() => {
            change({ language: 'vi' })
          }}
        >
          Tiếng Việt
        </Menu.Item>
        <Menu.Item
          lang="en"
          {...mark(data?.language === 'en')}
          onClick={() => {
            change({ language: 'en' })
          }}
        >
          English
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('appearance.textSize')}</Menu.Label>
        {textSizes.map((size) => (
          <Menu.Item
            key={size}
            {...mark(data?.textSize === size)}
            onClick={() => {
              change({ textSize: size })
            }}
          >
            {size} %
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('appearance.colours')}</Menu.Label>
        {colourChoices.map((colours) => (
          <Menu.Item
            key={colours}
            {...mark(data?.colours === colours)}
            onClick={() => {
              change({ colours })
            }}
          >
            {t(`appearance.${colours}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
