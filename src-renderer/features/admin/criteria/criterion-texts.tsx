import { Button, Group, NumberInput, Select, Stack, TagsInput, Textarea } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftView } from '../../../../shared/contract/criteria.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import type { CriterionId, DepartmentId } from '../../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { useCommand } from '../../../app/use-call.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { notifyDone } from '../../../ui/notify.tsx'

/** Wording, maximum, department and expected papers of one criterion of a draft; rules are changed in Excel. */
export function CriterionTexts({ draft }: { draft: DraftView }): ReactElement {
  const { t } = useTranslation('admin')
  const [chosen, setChosen] = useState<CriterionId | null>(null)
  const criterion = draft.content.criteria.find(({ id }) => id === chosen)
  return (
    <Card title={t('criterion.title')}>
      <Select
        label={t('criterion.choose')}
        placeholder={t('criterion.placeholder')}
        searchable
        value={chosen}
        data={draft.content.criteria.map(({ id, code, title }) => ({
          value: id,
          label: `${code}. ${title}`,
        }))}
        onChange={(id) => {
          setChosen(id)
        }}
      />
      {criterion !== undefined && (
        <CriterionForm key={`${criterion.id} ${draft.changed}`} draft={draft} criterion={criterion} />
      )}
    </Card>
  )
}

function CriterionForm({ draft, criterion }: { draft: DraftView; criterion: Criterion }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const save = useCommand('criteria.saveDraft')
  const [title, setTitle] = useState(criterion.title)
  const [max, setMax] = useState<number | string>(criterion.max / 100)
  const [department, setDepartment] = useState<DepartmentId | null>(criterion.department)
  const [evidence, setEvidence] = useState<string[]>(criterion.evidence)
  const ready = title.trim() !== '' && typeof max === 'number'

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        const changed: Criterion = {
          ...criterion,
          title: title.trim(),
          max: Math.round(max * 100) as Hundredths,
          department,
          evidence: evidence.map((paper) => paper.trim()).filter((paper) => paper !== ''),
        }
        const criteria = draft.content.criteria.map((one) => (one.id === criterion.id ? changed : one))
        save.mutate(
          { draft: draft.id, label: draft.label, content: { ...draft.content, criteria } },
          {
            onSuccess: () => {
              notifyDone(t('common:saved'))
            },
          },
        )
      }}
    >
      <Stack>
        <Textarea
          label={t('criterion.wording')}
          value={title}
          maxLength={2000}
          autosize
          required
          onChange={(event) => {
            setTitle(event.currentTarget.value)
          }}
        />
        <Group align="flex-start" grow>
          <NumberInput
            label={t('criterion.max')}
            value={max}
            min={0}
            max={1000}
            decimalScale={2}
            decimalSeparator=","
            onChange={setMax}
          />
          <Select
            label={t('criterion.department')}
            clearable
            value={department}
            data={draft.content.departments.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              setDepartment(id)
            }}
          />
        </Group>
        <TagsInput
          label={t('criterion.evidence')}
          description={t('criterion.evidenceHint')}
          value={evidence}
          maxTags={40}
          splitChars={[';']}
          onChange={setEvidence}
        />
        <ErrorSentence error={save.error} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!ready} loading={save.isPending}>
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
