import { Menu, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../shared/contract/settings.ts'
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
        <Menu.RadioGroup
          value={data?.language ?? 'vi'}
          onChange={(value) => {
            change({ language: value as Settings['language'] })
          }}
        >
          <Menu.RadioItem value="vi" lang="vi">
            Tiếng Việt
          </Menu.RadioItem>
          <Menu.RadioItem value="en" lang="en">
            English
          </Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('appearance.textSize')}</Menu.Label>
        <Menu.RadioGroup
          value={String(data?.textSize ?? 100)}
          onChange={(value) => {
            change({ textSize: Number(value) })
          }}
        >
          {textSizes.map((size) => (
            <Menu.RadioItem key={size} value={String(size)}>
              {size} %
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('appearance.colours')}</Menu.Label>
        <Menu.RadioGroup
          value={data?.colours ?? 'light'}
          onChange={(value) => {
            change({ colours: value as Settings['colours'] })
          }}
        >
          {colourChoices.map((colours) => (
            <Menu.RadioItem key={colours} value={colours}>
              {t(`appearance.${colours}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
