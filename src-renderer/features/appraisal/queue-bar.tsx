import { Checkbox, SegmentedControl, Select } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { CriterionId, DepartmentId, UnitId } from '../../../shared/domain/ids.ts'
import { SearchSelect } from '../../ui/search-select.tsx'
import classes from './appraisal.module.css'
import type { AppraisalStage, Way } from './queue-item.ts'

type Props = {
  content: CriteriaContent
  stage: AppraisalStage
  stages: readonly AppraisalStage[]
  onStage: (stage: AppraisalStage) => void
  way: Way
  departments: readonly { readonly department: DepartmentId | null; readonly label: string }[]
  department: DepartmentId | null
  onDepartment: (department: DepartmentId | null) => void
  units: readonly { readonly unit: UnitId; readonly label: string }[]
  unit: UnitId | null
  onUnit: (unit: UnitId | null) => void
  criterion: CriterionId | null
  onCriterion: (criterion: CriterionId | null) => void
  onlyOpen: boolean
  onOnlyOpen: (onlyOpen: boolean) => void
  /** What can be done with the whole list. */
  children?: ReactNode
}

/** Which part of what waits is in front of the officer: of which office, of which commune or criterion, and whether what is done shows too. */
export function QueueBar({
  content,
  stage,
  stages,
  onStage,
  way,
  departments,
  department,
  onDepartment,
  units,
  unit,
  onUnit,
  criterion,
  onCriterion,
  onlyOpen,
  onOnlyOpen,
  children,
}: Props): ReactElement {
  const { t } = useTranslation('appraisal')
  return (
    <div className={classes['bar']}>
      {stages.length > 1 && (
        <SegmentedControl
          size="sm"
          value={stage}
          onChange={onStage}
          data={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        />
      )}
      <Select
        aria-label={t('queue.department')}
        className={classes['chooser'] ?? ''}
        data={[
          { value: '', label: t('queue.allDepartments') },
          ...departments.flatMap(({ department: id, label }) => (id === null ? [] : [{ value: id, label }])),
        ]}
        value={department ?? ''}
        onChange={(value) => {
          onDepartment(value === null || value === '' ? null : value)
        }}
      />
      {way === 'unit' ? (
        <SearchSelect
          aria-label={t('queue.unit')}
          className={classes['chooser'] ?? ''}
          data={units.map(({ unit: id, label }) => ({ value: id, label }))}
          value={unit}
          onChange={onUnit}
        />
      ) : (
        <SearchSelect
          aria-label={t('queue.criterion')}
          className={classes['wideChooser'] ?? ''}
          data={content.criteria
            .filter((each) => department === null || each.department === department)
            .map(({ id, code, title }) => ({ value: id, label: `${code}. ${title}` }))}
          value={criterion}
          onChange={onCriterion}
        />
      )}
      <Checkbox
        label={t('queue.onlyOpen')}
        checked={onlyOpen}
        onChange={(event) => {
          onOnlyOpen(event.currentTarget.checked)
        }}
      />
      {children}
    </div>
  )
}
