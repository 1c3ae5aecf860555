import { Radio, Group, Textarea } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Gate } from '../../../shared/domain/criteria.ts'
import { useCommand } from '../../app/use-call.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { Badge } from '../../ui/badge.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { shortfallSentence } from '../../ui/gate-words.ts'
import classes from './sheet.module.css'
import type { Sheet } from './use-sheet.ts'

/** Điều kiện bắt buộc: what the program finds out by itself, and what a person must say. */
export function GatesPart({ sheet }: { sheet: Sheet }): ReactElement {
  const { t } = useTranslation('sheet')
  const { content } = sheet
  if (content.gates.length === 0) return <EmptyState icon="check" title={t('gate.none')} />
  return (
    <div className={classes['part']}>
      <ol className={classes['papers']} data-region="gates">
        {content.gates.map((gate) => (
          <GateItem key={gate.id} gate={gate} sheet={sheet} />
        ))}
      </ol>
    </div>
  )
}

function GateItem({ gate, sheet }: { gate: Gate; sheet: Sheet }): ReactElement {
  const { t } = useTranslation('sheet')
  const result = sheet.totals.gates.find(({ id }) => id === gate.id)
  const passed = result?.passed ?? null
  return (
    <li className={classes['paper']}>
      <div className={classes['paperHead']}>
        <strong>{gate.title}</strong>
        <Badge tone={passed === true ? 'good' : passed === false ? 'bad' : 'warn'}>
          {passed === true ? t('gate.passed') : passed === false ? t('gate.failed') : t('gate.unknown')}
        </Badge>
      </div>
      {result !== undefined && passed !== true && result.shortfalls.length > 0 && (
        <ul className={classes['shortfalls']}>
          {result.shortfalls.map((shortfall, index) => (
            <li key={index}>{shortfallSentence(shortfall, sheet.content, t)}</li>
          ))}
        </ul>
      )}
      {gate.check.kind === 'veto' && <GateAnswer gate={gate} sheet={sheet} />}
    </li>
  )
}

/** A person says whether the condition holds. */
function GateAnswer({ gate, sheet }: { gate: Gate; sheet: Sheet }): ReactElement {
  const { t } = useTranslation('sheet')
  const { view, behalf } = sheet
  const answer = view.gates.find((each) => each.gate === gate.id)
  const save = useCommand('gates.answer')
  const [note, setNote] = useState<string | null>(null)
  const mayAnswer = view.may.score || behalf !== null || view.may.appraise
  const noteText = note ?? answer?.note ?? ''

  function write(met: boolean | null, text: string): void {
    save.mutate({
      assessment: view.assessment,
      gate: gate.id,
      met,
      note: text,
      seen: answer?.heads ?? [],
      ...(behalf === null ? {} : { onBehalf: behalf }),
    })
  }

  return (
    <>
      <Radio.Group
        value={answer?.met === true ? 'yes' : answer?.met === false ? 'no' : ''}
        aria-label={gate.title}
        onChange={(value) => {
          write(value === 'yes', noteText)
        }}
      >
        <Group gap="lg">
          <Radio value="yes" label={t('gate.holds')} disabled={!mayAnswer} />
          <Radio value="no" label={t('gate.holdsNot')} disabled={!mayAnswer} />
        </Group>
      </Radio.Group>
      <Textarea
        size="sm"
        label={t('gate.note')}
        value={noteText}
        disabled={!mayAnswer}
        maxLength={2000}
        autosize
        maxRows={4}
        onChange={(event) => {
          setNote(event.currentTarget.value)
        }}
        onBlur={() => {
          if (note !== null && note !== (answer?.note ?? '')) write(answer?.met ?? null, note)
        }}
      />
      {answer?.author != null && (
        <div className={classes['soft']}>
          <AuthorLine author={answer.author} />
        </div>
      )}
      <ErrorSentence error={save.error} />
    </>
  )
}
