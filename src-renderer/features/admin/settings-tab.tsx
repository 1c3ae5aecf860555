import { SegmentedControl, Skeleton, Stack } from '@mantine/core'
import { type ReactElement, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { colourChoices, textSizes } from '../../app/appearance-menu.tsx'
import { useChangeAppearance } from '../../app/appearance.tsx'
import { useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import classes from './settings-tab.module.css'

/** Language, text size and colours of this installation; each applies at once. */
export function SettingsTab(): ReactElement {
  const { t } = useTranslation('common')
  const { data } = useQueryCall('settings.get', {})
  const change = useChangeAppearance()
  if (data === undefined) return <Skeleton height="16rem" />
  return (
    <Card title={t('appearance.title')}>
      <Stack gap="lg">
        <Setting
          label={t('appearance.language')}
          value={data.language}
          choices={[
            { value: 'vi', label: 'Tiếng Việt' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(language) => {
            change({ language })
          }}
        />
        <Setting
          label={t('appearance.textSize')}
          value={String(data.textSize)}
          choices={textSizes.map((size) => ({ value: String(size), label: `${size} %` }))}
          onChange={(size) => {
            change({ textSize: Number(size) })
          }}
        />
        <Setting
          label={t('appearance.colours')}
          value={data.colours}
          choices={colourChoices.map((value) => ({ value, label: t(`appearance.${value}`) }))}
          onChange={(colours) => {
            change({ colours })
          }}
        />
      </Stack>
    </Card>
  )
}

/** One setting in a line of its own: its name, then its choices beside each other. */
function Setting<Value extends string>(props: {
  label: string
  value: Value
  choices: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}): ReactElement {
  const name = useId()
  return (
    <div className={classes['setting']}>
      <span id={name} className={classes['label']}>
        {props.label}
      </span>
      <SegmentedControl
        className={classes['choices'] ?? ''}
        aria-labelledby={name}
        value={props.value}
        data={[...props.choices]}
        onChange={props.onChange}
      />
    </div>
  )
}
