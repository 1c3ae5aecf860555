import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { RankingRow } from '../../../shared/contract/results.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import { afterwards, useCommand } from '../../app/use-call.ts'
import {
  DecisionPaperFields,
  isNamed,
  type DecisionPaper,
} from '../../ui/decisions/decision-paper-fields.tsx'
import { recognisableStars } from '../../ui/decisions/recognisable-stars.ts'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatPoints } from '../../ui/format.ts'
import { notifyDone } from '../../ui/notify.tsx'
import classes from './recognise-many.module.css'
import { choiceOf, lacksReason, resultByRule, type Choice, type Choices } from './recognition-choices.ts'

type Props = {
  opened: boolean
  rows: readonly RankingRow[]
  content: CriteriaContent
  onClose: () => void
  onDecided: (decided: readonly AssessmentId[]) => void
}

/** Several communes by one decision on paper: as the criteria say, each deviation with its reason. */
export function RecogniseManyDialog({ opened, onClose, ...rest }: Props): ReactElement {
  const { t } = useTranslation('results')
  return (
    <Modal opened={opened} onClose={onClose} size="70rem" title={t('recognise.title')}>
      <RecogniseManyForm {...rest} onClose={onClose} />
    </Modal>
  )
}

function RecogniseManyForm({ rows, content, onClose, onDecided }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useTranslation(['results', 'common'])
  const decide = useCommand('decisions.recogniseMany')
  const [paper, setPaper] = useState<DecisionPaper>({ number: '', day: null })
  const [choices, setChoices] = useState<Choices>(new Map())
  const levels = [...recognisableStars(content.bands), { value: 'no', label: t('recognise.no') }]
  const taken = rows.filter((row) => choiceOf(choices, row).taken)
  const recognises = taken.some((row) => choiceOf(choices, row).result !== 'no')
  const ready =
    taken.length > 0 &&
    (!recognises || isNamed(paper)) &&
    taken.every((row) => !lacksReason(row, choiceOf(choices, row)))
  const choosable = rows.filter(({ differences }) => differences === 0)

  function choose(row: RankingRow, change: Partial<Choice>): void {
    setChoices((before) => new Map(before).set(row.assessment, { ...choiceOf(before, row), ...change }))
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        afterwards(
          decide.mutateAsync({
            number: paper.number.trim(),
            day: paper.day,
            results: taken.map((row) => {
              const { result, reason } = choiceOf(choices, row)
              return {
                assessment: row.assessment,
                recognised: result !== 'no',
                stars: result === 'no' ? 0 : Number(result),
                ...(reason.trim() === '' || result === resultByRule(row) ? {} : { reason: reason.trim() }),
              }
            }),
          }),
          () => {
            notifyDone(t('recognise.done', { count: taken.length }))
            onClose()
            onDecided(taken.map(({ assessment }) => assessment))
          },
        )
      }}
    >
      <Stack gap="md">
        <p>{t('recognise.text')}</p>
        <DecisionPaperFields paper={paper} required={recognises} onChange={setPaper} />
        <div
          className={classes['frame']}
          data-scrolls
          tabIndex={0}
          role="group"
          aria-label={t('recognise.list')}
        >
          <table className={classes['table']} aria-label={t('recognise.list')}>
            <thead>
              <tr>
                <th scope="col">
                  <Checkbox
                    aria-label={t('recognise.all')}
                    checked={choosable.length > 0 && taken.length === choosable.length}
                    indeterminate={taken.length > 0 && taken.length < choosable.length}
                    onChange={(event) => {
                      for (const row of choosable) choose(row, { taken: event.currentTarget.checked })
                    }}
                  />
                </th>
                <th scope="col">{t('column.unit')}</th>
                <th scope="col" data-align="end">
                  {t('column.total')}
                </th>
                <th scope="col">{t('column.stars')}</th>
                <th scope="col">{t('recognise.result')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line
                  key={row.assessment}
                  row={row}
                  choice={choiceOf(choices, row)}
                  levels={levels}
                  onChoose={(change) => {
                    choose(row, change)
                  }}
                />
              ))}
            </tbody>
          </table>
        </div>
        <ErrorSentence error={decide.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={decide.isPending}>
            {t('recognise.action', { count: taken.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type LineProps = {
  row: RankingRow
  choice: Choice
  levels: readonly { readonly value: string; readonly label: string }[]
  onChoose: (change: Partial<Choice>) => void
}

/** One commune: what the criteria give, what is decided, and why where that differs. */
function Line({ row, choice, levels, onChoose }: LineProps): ReactElement {
  const { t } = useTranslation('results')
  const { unitName, districtName, differences, failingGates } = row
  const differs = choice.result !== resultByRule(row)
  return (
    <tr data-taken={choice.taken}>
      <td>
        <Checkbox
          aria-label={t('recognise.take', { unit: unitName })}
          checked={choice.taken}
          disabled={differences > 0}
          onChange={(event) => {
            onChoose({ taken: event.currentTarget.checked })
          }}
        />
      </td>
      <th scope="row">
        {unitName}
        {districtName !== '' && <span className={classes['soft']}>{districtName}</span>}
      </th>
      <td data-align="end">{formatPoints(row.total, 'always')}</td>
      <td>
        {row.bandLabel}
        {failingGates.length > 0 && (
          <span className={classes['soft']}>
            {t('recognise.failing', { gates: failingGates.join('; ') })}
          </span>
        )}
        {differences > 0 && (
          <span className={classes['soft']}>{t('gates.differences', { count: differences })}</span>
        )}
      </td>
      <td>
        <NativeSelect
          aria-label={t('recognise.resultOf', { unit: unitName })}
          data={[...levels]}
          value={choice.result}
          disabled={!choice.taken}
          onChange={(event) => {
            onChoose({ result: event.currentTarget.value })
          }}
        />
        {choice.taken && differs && (
          <TextInput
            mt="xs"
            aria-label={t('recognise.reasonOf', { unit: unitName })}
            placeholder={t('recognise.reason')}
            value={choice.reason}
            maxLength={2000}
            required
            onChange={(event) => {
              onChoose({ reason: event.currentTarget.value })
            }}
          />
        )}
      </td>
    </tr>
  )
}
