import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleInput, CycleLevels, CycleView } from '../../../../shared/contract/cycles.ts'
import { dayOfCycle } from '../../../../shared/domain/unit-days.ts'
import { useSession } from '../../../app/session.ts'
import { useCommand, useQueryCall } from '../../../app/use-call.ts'
import { Card } from '../../../ui/card.tsx'
import { DayInput } from '../../../ui/day-input/day-input.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { StillMissing } from '../../../ui/still-missing.tsx'
import { draftOf, inYear, stagesOutOfOrder, type Draft, type Named } from './cycle-draft.ts'
import { usualLevels, useTree } from './cycle-levels.ts'
import classes from './cycle-form.module.css'
import { UnitChooser } from './unit-chooser.tsx'

type Props = { cycle: CycleView | null; onSaved: (cycle: CycleView) => void }

/** A new cycle, or changes to one; the criteria set of a running cycle stays. */
export function CycleForm({ cycle, onSaved }: Props): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const { unit, today } = useSession()
  const versions = useQueryCall('criteria.versions', {}).data ?? []
  const create = useCommand('cycles.create')
  const update = useCommand('cycles.update')
  const nameOf: Named = (year) => t('cycle.defaultName', { year })
  const [draft, setDraft] = useState(() => draftOf(cycle, nameOf))
  const version = draft.version ?? versions[0]?.id ?? null
  const set = (change: Partial<Draft>): void => {
    setDraft((now) => ({ ...now, ...change }))
  }
  const outOfOrder = draft.from !== null && draft.until !== null && draft.from > draft.until
  const period =
    draft.from !== null && draft.until !== null && !outOfOrder
      ? { from: draft.from, until: draft.until }
      : null
  const [early, before] = stagesOutOfOrder(draft)
  const tooMany = draft.target !== null && draft.target > draft.units.size
  const missing = [
    ...(draft.name.trim() === '' ? [t('cycle.name')] : []),
    ...(version === null ? [t('cycle.version')] : []),
    ...(draft.from === null ? [t('cycle.from')] : []),
    ...(draft.until === null ? [t('cycle.until')] : []),
    ...(draft.units.size === 0 ? [t('cycle.unitsLabel')] : []),
  ]
  const tree = useTree(unit.id, draft.units)
  const levels = draft.levels ?? usualLevels(unit.level, tree)
  const { appraise, verify, recognise } = levels
  const levelErrors: Partial<Record<keyof CycleLevels, string>> = {
    ...(appraise === null && verify === null ? { appraise: t('cycle.nobodyJudges') } : {}),
    ...(recognise === 'district' && (appraise === 'province' || verify === 'province')
      ? { recognise: t('cycle.recognisesAbove') }
      : {}),
    ...(tree.without !== undefined && appraise === 'district'
      ? { appraise: t('cycle.noDistrict', { unit: tree.without }) }
      : {}),
    ...(tree.without !== undefined && recognise === 'district'
      ? { recognise: t('cycle.noDistrict', { unit: tree.without }) }
      : {}),
  }
  const ready =
    missing.length === 0 &&
    period !== null &&
    early === undefined &&
    !tooMany &&
    Object.keys(levelErrors).length === 0

  function save(): void {
    if (!ready || version === null) return
    const input: CycleInput = {
      name: draft.name.trim(),
      year: draft.year,
      version,
      units: [...draft.units],
      levels,
      period,
      dates: {
        selfScoreDue: draft.selfScoreDue,
        appraisalDue: draft.appraisalDue,
        verificationDue: draft.verificationDue,
      },
      target: draft.target,
    }
    const onSuccess = (saved: CycleView): void => {
      notifyDone(t('common:saved'))
      onSaved(saved)
    }
    if (cycle === null) {
      create.mutate(input, { onSuccess })
    } else {
      const { version: _kept, ...rest } = input
      update.mutate({ ...rest, cycle: cycle.id, closed: draft.closed }, { onSuccess })
    }
  }

  const day = (key: 'from' | 'until' | 'selfScoreDue' | 'appraisalDue' | 'verificationDue'): ReactElement => (
    <DayInput
      label={t(`cycle.${key}`)}
      required={key === 'from' || key === 'until'}
      value={draft[key]}
      near={draft.until}
      onChange={(value) => {
        set({ [key]: value })
      }}
      error={
        key === 'until' && outOfOrder
          ? t('cycle.periodWrong')
          : key === early && before !== undefined
            ? t('cycle.dueWrong', { before: t(`cycle.${before}`) })
            : undefined
      }
    />
  )
  const levelChoice = (key: keyof CycleLevels, withNone: boolean): ReactElement => (
    <Select
      label={t(`cycle.${key}`)}
      value={levels[key] ?? 'none'}
      error={levelErrors[key]}
      data={[
        ...(withNone ? [{ value: 'none', label: t('cycle.noStage') }] : []),
        ...(key === 'verify' || (!tree.hasDistricts && levels[key] !== 'district')
          ? []
          : [{ value: 'district', label: t('common:level.district') }]),
        { value: 'province', label: t('common:level.province') },
      ]}
      onChange={(value) => {
        const level = value === 'district' || value === 'province' ? value : null
        set({ levels: { ...levels, [key]: level } })
      }}
    />
  )

  return (
    <Card title={cycle === null ? t('cycle.new') : t('cycle.change', { name: cycle.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack gap="lg">
          <div className={classes['names']}>
            <TextInput
              label={t('cycle.name')}
              value={draft.name}
              maxLength={300}
              required
              onChange={(event) => {
                set({ name: event.currentTarget.value })
              }}
            />
            <NumberInput
              label={t('cycle.year')}
              value={draft.year}
              min={2000}
              max={2200}
              allowDecimal={false}
              onChange={(value) => {
                if (typeof value === 'number')
                  set(cycle === null ? inYear(draft, value, nameOf) : { year: value })
              }}
            />
            {cycle === null ? (
              <Select
                label={t('cycle.version')}
                value={version}
                data={versions.map(({ id, title, label }) => ({ value: id, label: `${title} (${label})` }))}
                error={versions.length === 0 ? t('cycle.noVersion') : undefined}
                onChange={(value) => {
                  set({ version: value })
                }}
              />
            ) : (
              <TextInput label={t('cycle.version')} value={cycle.versionTitle} disabled />
            )}
          </div>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {day('from')}
            {day('until')}
            <NumberInput
              label={t('cycle.target')}
              description={t('cycle.targetHint', { count: draft.units.size })}
              value={draft.target ?? ''}
              min={0}
              max={100_000}
              allowDecimal={false}
              clampBehavior="strict"
              error={tooMany ? t('cycle.targetTooHigh', { count: draft.units.size }) : undefined}
              onChange={(value) => {
                set({ target: typeof value === 'number' ? value : null })
              }}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {day('selfScoreDue')}
            {day('appraisalDue')}
            {day('verificationDue')}
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {levelChoice('appraise', true)}
            {levelChoice('verify', true)}
            {levelChoice('recognise', false)}
          </SimpleGrid>
          <UnitChooser
            chosen={draft.units}
            day={period === null ? today : dayOfCycle(period, today)}
            onChange={(units) => {
              set({ units })
            }}
          />
          {cycle !== null && (
            <Checkbox
              label={t('cycle.closed')}
              description={t('cycle.closedHint')}
              checked={draft.closed}
              onChange={(event) => {
                set({ closed: event.currentTarget.checked })
              }}
            />
          )}
          <ErrorSentence error={create.error ?? update.error} />
          <Group justify="flex-end">
            <StillMissing what={missing} />
            <Button type="submit" disabled={!ready} loading={create.isPending || update.isPending}>
              {cycle === null ? t('cycles.create') : t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
