import { Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DifferenceView, ThirdValue } from '../../../../shared/contract/differences.ts'
import type { Answer } from '../../../../shared/domain/answers.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import { Day } from '../../../../shared/domain/ids.ts'
import type { EvidenceLink, GateAnswer } from '../../../../shared/domain/journal/sheet-values.ts'
import { draftOf, readDraft } from '../../../ui/answer/answer-draft.ts'
import { DayInput } from '../../../ui/day-input/day-input.tsx'
import { AnswerFields } from '../../../ui/answer/answer-fields.tsx'

type Props = {
  difference: DifferenceView
  /** What an answer answers. */
  criterion: Criterion | undefined
  onChange: (value: ThirdValue | null) => void
}

/** The editor of a value that nobody has written yet; null while it cannot be kept. */
export function ThirdValueFields({ difference, criterion, onChange }: Props): ReactElement | null {
  const shown = difference.values.find(({ author }) => author.entry === difference.shown)?.value
  switch (difference.kind) {
    case 'answer':
      return criterion === undefined ? null : (
        <AnswerEditor criterion={criterion} difference={difference} onChange={onChange} />
      )
    case 'text':
      return <ThirdText start={typeof shown === 'string' ? shown : ''} onChange={onChange} />
    case 'day':
      return <ThirdDay start={Day.safeParse(shown).data ?? null} onChange={onChange} />
    case 'gate':
      return <ThirdGate start={shown as GateAnswer} onChange={onChange} />
    case 'link':
      return <ThirdLink start={shown as EvidenceLink} onChange={onChange} />
    case 'decision':
    case 'other':
      return null
  }
}

/** The ordinary editor of the sheet. */
function AnswerEditor({ difference, criterion, onChange }: Props & { criterion: Criterion }): ReactElement {
  const [draft, setDraft] = useState(() => {
    const shown = difference.values.find(({ author }) => author.entry === difference.shown)?.value ?? null
    const isAppraised = difference.entity !== 'selfScore'
    const answer =
      isAppraised && shown !== null ? (shown as { answer: Answer }).answer : (shown as Answer | null)
    return draftOf(answer)
  })
  return (
    <AnswerFields
      criterion={criterion}
      draft={draft}
      focus="all"
      onChange={(next) => {
        setDraft(next)
        const reading = readDraft(criterion, next)
        onChange(reading.status === 'answer' ? { kind: 'answer', answer: reading.answer } : null)
      }}
    />
  )
}

type Start<Value> = { start: Value; onChange: Props['onChange'] }

function ThirdText({ start, onChange }: Start<string>): ReactElement {
  const { t } = useTranslation('review')
  const [text, setText] = useState(start)
  return (
    <Textarea
      label={t('differences.newValue')}
      value={text}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={20_000}
      data-autofocus
      onChange={(event) => {
        setText(event.currentTarget.value)
        onChange({ kind: 'text', text: event.currentTarget.value })
      }}
    />
  )
}

function ThirdDay({ start, onChange }: Start<Day | null>): ReactElement {
  const { t } = useTranslation('review')
  const [day, setDay] = useState(start)
  return (
    <DayInput
      label={t('differences.newValue')}
      value={day}
      data-autofocus
      onChange={(next) => {
        setDay(next)
        onChange({ kind: 'day', day: next })
      }}
      onUnreadable={() => {
        onChange(null)
      }}
    />
  )
}

function ThirdGate({ start, onChange }: Start<GateAnswer>): ReactElement {
  const { t } = useTranslation('review')
  const [answer, setAnswer] = useState(start)
  const change = (next: GateAnswer): void => {
    setAnswer(next)
    onChange({ kind: 'gate', ...next })
  }
  const word = answer.met === null ? 'open' : answer.met ? 'met' : 'notMet'
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t('differences.newValue')}
        value={word}
        onChange={(value) => {
          change({ ...answer, met: value === 'open' ? null : value === 'met' })
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="met" label={t('gate.met')} data-autofocus />
          <Radio value="notMet" label={t('gate.notMet')} />
          <Radio value="open" label={t('gate.open')} />
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('gate.note')}
        value={answer.note}
        maxLength={2000}
        onChange={(event) => {
          change({ ...answer, note: event.currentTarget.value })
        }}
      />
    </Stack>
  )
}

function ThirdLink({ start, onChange }: Start<EvidenceLink>): ReactElement {
  const { t } = useTranslation('review')
  const [link, setLink] = useState(start)
  const change = (next: EvidenceLink): void => {
    setLink(next)
    onChange({ kind: 'link', link: next })
  }
  return (
    <Stack gap="sm">
      <TextInput
        label={t('link.pages')}
        value={link.pages}
        maxLength={60}
        data-autofocus
        onChange={(event) => {
          change({ ...link, pages: event.currentTarget.value })
        }}
      />
      <TextInput
        label={t('link.note')}
        value={link.note}
        maxLength={1000}
        onChange={(event) => {
          change({ ...link, note: event.currentTarget.value })
        }}
      />
    </Stack>
  )
}
