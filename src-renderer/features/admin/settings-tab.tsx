import { Radio, Skeleton, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { colourChoices, textSizes } from '../../app/appearance-menu.tsx'
import { useChangeAppearance } from '../../app/appearance.tsx'
import { useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'

/** Language, text size and colours of this installation; each applies at once. */
export function SettingsTab(): ReactElement {
  const { t } = useTranslation('common')
  const { data } = useQueryCall('settings.get', {})
  const change = useChangeAppearance()
  if (data === undefined) return <Skeleton height="16rem" />
  return (
    <Card title={t('appearance.title')}>
      <Stack gap="lg">
        <Radio.Group
          label={t('appearance.language')}
          value={data.language}
          onChange={(value) => {
            change({ language: value })
          }}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="vi" label="Tiếng Việt" lang="vi" />
            <Radio value="en" label="English" lang="en" />
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('appearance.textSize')}
          value={String(data.textSize)}
          onChange={(value) => {
            change({ textSize: Number(value) })
          }}
        >
          <Stack gap="xs" mt="xs">
            {textSizes.map((size) => (
              <Radio key={size} value={String(size)} label={`${size} %`} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('appearance.colours')}
          value={data.colours}
          onChange={(value) => {
            change({ colours: value })
          }}
        >
          <Stack gap="xs" mt="xs">
            {colourChoices.map((colours) => (
              <Radio key={colours} value={colours} label={t(`appearance.${colours}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Card>
  )
}
