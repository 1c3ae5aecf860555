import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DepartmentId } from '../../../../../shared/domain/ids.ts'
import { Card } from '../../../../ui/card.tsx'
import { newId, useDraft } from './draft-context.ts'
import classes from './editor.module.css'
import { AddPart, LinesAt, RowTools, TextAt } from './fields.tsx'

/** Names of the set, the offices that look after criteria, and the papers of the dossier. */
export function FactsForm({
  label,
  onLabel,
}: {
  label: string
  onLabel: (label: string) => void
}): ReactElement {
  const { t } = useTranslation(['adminCriteria', 'admin'])
  const { content, change } = useDraft()
  return (
    <>
      <Card title={t('admin:draft.names')}>
        <div className={classes['two']}>
          <TextAt
            label={t('admin:draft.title')}
            path="title"
            lines={2}
            value={content.title}
            onChange={(title) => {
              change((now) => ({ ...now, title }), 'title')
            }}
          />
          <TextAt
            label={t('admin:draft.label')}
            description={t('admin:draft.labelHint')}
            path="label"
            maxLength={100}
            value={label}
            onChange={onLabel}
          />
          <TextAt
            label={t('admin:draft.notice')}
            description={t('admin:draft.noticeHint')}
            path="notice"
            lines={2}
            maxLength={500}
            value={content.notice}
            onChange={(notice) => {
              change((now) => ({ ...now, notice }), 'notice')
            }}
          />
          <TextAt
            label={t('admin:draft.basis')}
            path="basis"
            lines={2}
            maxLength={500}
            value={content.basis}
            onChange={(basis) => {
              change((now) => ({ ...now, basis }), 'basis')
            }}
          />
        </div>
      </Card>
      <Card title={t('departments.title')}>
        <div
          role="group"
          aria-label={t('departments.title')}
          className={classes['parts']}
          data-path="departments"
        >
          {content.departments.map((department, index) => (
            <div key={department.id} className={classes['department']}>
              <TextAt
                label={t('departments.name')}
                path={`departments[${index}].name`}
                maxLength={200}
                value={department.name}
                onChange={(name) => {
                  change(
                    (now) => ({
                      ...now,
                      departments: now.departments.map((each) =>
                        each.id === department.id ? { ...each, name } : each,
                      ),
                    }),
                    department.id,
                  )
                }}
              />
              <RowTools
                name={department.name === '' ? String(index + 1) : department.name}
                onRemove={() => {
                  change((now) => ({
                    ...now,
                    departments: now.departments.filter(({ id }) => id !== department.id),
                    criteria: now.criteria.map((each) =>
                      each.department === department.id ? { ...each, department: null } : each,
                    ),
                  }))
                }}
              />
            </div>
          ))}
          <AddPart
            label={t('departments.add')}
            disabled={content.departments.length >= 100}
            onAdd={() => {
              const id = newId('d') as DepartmentId
              change((now) => ({ ...now, departments: [...now.departments, { id, name: '' }] }))
            }}
          />
        </div>
      </Card>
      <Card title={t('admin:set.dossier')}>
        <LinesAt
          label={t('dossier.papers')}
          description={t('dossier.hint')}
          path="dossier"
          maxLength={300}
          value={content.dossier}
          onChange={(dossier) => {
            change((now) => ({ ...now, dossier }), 'dossier')
          }}
        />
      </Card>
    </>
  )
}
