import { Button, Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Level, UnitView } from '../../../shared/contract/views.ts'
import { useCommand } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { StillMissing } from '../../ui/still-missing.tsx'
import { UnitPicker } from '../../ui/unit-picker.tsx'
import { FirstOfficerFields, inputOf, isReady, missingOf, noOfficer } from './first-officer.tsx'

const levels: readonly Level[] = ['commune', 'district', 'province']

/** Setting up without a start file: level, unit found by typing, first officer. */
export function ChooseUnit(): ReactElement {
  const { t } = useTranslation(['start', 'common'])
  const [level, setLevel] = useState<Level>('commune')
  const [unit, setUnit] = useState<UnitView | null>(null)
  const [alone, setAlone] = useState(false)
  const [officer, setOfficer] = useState(noOfficer)
  const begin = useCommand('setup.begin')
  const ready = unit !== null && isReady(officer)

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready || begin.isPending) return
        begin.mutate({
          unit: unit.id,
          ownRoot: level === 'province' || (level === 'district' && alone),
          ...inputOf(officer),
        })
      }}
    >
      <Card>
        <Stack gap="md">
          <div>
            <Text component="div" fw={500} mb={4} id="level-label">
              {t('unit.level')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="level-label"
              value={level}
              onChange={(value) => {
                setLevel(value)
                setUnit(null)
              }}
              data={levels.map((value) => ({ value, label: t(`unit.levels.${value}`) }))}
            />
          </div>
          <UnitPicker
            key={level}
            label={t(`unit.name.${level}`)}
            level={level}
            value={unit}
            onChange={setUnit}
            autoFocus
          />
          {level === 'district' && (
            <Checkbox
              label={t('unit.alone')}
              description={t('unit.aloneHint')}
              checked={alone}
              onChange={(event) => {
                setAlone(event.currentTarget.checked)
              }}
            />
          )}
          <FirstOfficerFields value={officer} onChange={setOfficer} />
          <ErrorSentence error={begin.error} />
          <Group justify="space-between">
            <Text size="sm" c="dimmed" flex={1} miw="14rem">
              {t(level === 'province' || alone ? 'unit.afterRoot' : 'unit.afterBelow')}
            </Text>
            <StillMissing
              what={[...(unit === null ? [t(`unit.name.${level}`)] : []), ...missingOf(officer, t)]}
            />
            <Button type="submit" loading={begin.isPending} disabled={!ready}>
              {t('begin')}
            </Button>
          </Group>
        </Stack>
      </Card>
    </form>
  )
}
