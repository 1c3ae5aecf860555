import { Button, Group, Modal, SegmentedControl, Stack } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../shared/contract/frames.ts'
import type { Asking, FileAnswer } from './add-documents.ts'
import classes from './evidence-list.module.css'

/** Before files are kept: one is here already, one has a password, one is an archive. Each is answered for itself, all in one go. */
export function AskingAboutFiles({ asking }: { asking: Asking | null }): ReactElement {
  const { t } = useTranslation('documents')
  return (
    <Modal
      opened={asking !== null}
      onClose={() => {
        asking?.settle(null)
      }}
      title={t('ask.title')}
      size="lg"
    >
      {asking !== null && <Questions asking={asking} />}
    </Modal>
  )
}

function Questions({ asking }: { asking: Asking }): ReactElement {
  const { t } = useTranslation('documents')
  const { questions, attached, settle } = asking
  const [answers, setAnswers] = useState<ReadonlyMap<Ticket, FileAnswer>>(
    () => new Map(questions.map((file) => [file.ticket, choicesFor(file)[0] ?? 'leave'])),
  )
  return (
    <Stack gap="md">
      {questions.map((file) => (
        <div key={file.ticket} className={classes['question']}>
          <p>{t(...sentenceOf(file))}</p>
          <SegmentedControl
            aria-label={file.name}
            value={answers.get(file.ticket) ?? 'leave'}
            onChange={(answer) => {
              setAnswers((before) => new Map(before).set(file.ticket, answer))
            }}
            data={choicesFor(file).map((value) => ({
              value,
              label: t(value === 'reuse' && !attached ? 'ask.keepOne' : `ask.${value}`),
            }))}
          />
        </div>
      ))}
      <Group justify="flex-end">
        <Button
          variant="default"
          onClick={() => {
            settle(null)
          }}
        >
          {t('ask.none')}
        </Button>
        <Button
          data-autofocus
          onClick={() => {
            settle(answers)
          }}
        >
          {t('ask.go')}
        </Button>
      </Group>
    </Stack>
  )
}

type Question = Asking['questions'][number]

/** The first is what most people want. */
function choicesFor({ same, archived }: Question): readonly FileAnswer[] {
  if (same !== null) return ['reuse', 'add', 'leave']
  if (archived !== null) return ['open', 'leave']
  return ['leave', 'add']
}

type Sentence = 'ask.here' | 'ask.same' | 'ask.archived' | 'ask.twin' | 'ask.locked'

function sentenceOf(file: Question): [Sentence, Record<string, string | number>] {
  const { name, same, archived, twin } = file
  if (same !== null) return [same.here ? 'ask.here' : 'ask.same', { name, title: same.title }]
  if (archived !== null) return ['ask.archived', { name, count: archived }]
  return twin === null ? ['ask.locked', { name }] : ['ask.twin', { name, twin }]
}
