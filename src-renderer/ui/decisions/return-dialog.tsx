import { ActionIcon, Button, Group, Modal, MultiSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { CriterionId, Day } from '../../../shared/domain/ids.ts'
import { useSession } from '../../app/session.ts'
import { afterwards, useCommand, useQueryCall } from '../../app/use-call.ts'
import { DayInput } from '../day-input/day-input.tsx'
import { ErrorSentence } from '../error-notice.tsx'
import { Icon } from '../icons.tsx'
import { notifyDone } from '../notify.tsx'
import classes from './decisions.module.css'
import { filterByWords } from '../search-select.tsx'

type Item = { criterion: CriterionId; text: string }
type Props = {
  opened: boolean
  view: SheetView
  content: CriteriaContent
  /** What the appraiser noted while going through the sheet. */
  noted?: readonly Item[]
  onClose: () => void
  /** It is decided: the dialog goes on to the bundle, or ends. */
  onDecided: () => void
  onReturned?: () => void
}

/** Yêu cầu bổ sung: what is missing, criterion by criterion. */
export function ReturnDialog({ opened, onClose, ...rest }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('decide.return.title', { unit: rest.view.unitName })}
      size="xl"
    >
      <ReturnForm {...rest} onClose={onClose} />
    </Modal>
  )
}

function ReturnForm({
  view,
  content,
  noted = [],
  onClose,
  onDecided,
  onReturned,
}: Omit<Props, 'opened'>): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const give = useCommand('decisions.return')
  const { today } = useSession()
  const [text, setText] = useState('')
  const [due, setDue] = useState<Day | null>(null)
  const [items, setItems] = useState<readonly Item[]>(() =>
    noted.length > 0 ? noted : withoutEvidence(view, content, t('decide.return.noEvidence')),
  )
  const titles = new Map<string, string>(
    content.criteria.map(({ id, code, title }) => [id, `${code}. ${title}`]),
  )
  const cycles = useQueryCall('cycles.list', {})
  const isAppraised = cycles.data?.find(({ id }) => id === view.cycle)?.levels.appraise !== null
  const stage = view.status === 'accepted' || !isAppraised ? 'verification' : 'appraisal'
  const ready = text.trim() !== '' || items.length > 0

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        afterwards(
          give.mutateAsync({
            assessment: view.assessment,
            stage,
            text: text.trim(),
            items: items.map((item) => ({ ...item, text: item.text.trim() })),
            ...(due === null ? {} : { due }),
          }),
          () => {
            notifyDone(t('decide.return.done', { unit: view.unitName }))
            onReturned?.()
            onDecided()
          },
        )
      }}
    >
      <Stack gap="md">
        <Textarea
          label={t('decide.return.text')}
          value={text}
          maxLength={4000}
          autosize
          minRows={2}
          maxRows={8}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
        <DayInput
          label={t('decide.return.due')}
          description={t(due !== null && due < today ? 'decide.return.duePast' : 'decide.return.dueHint')}
          value={due}
          onChange={setDue}
        />
        <MultiSelect
          label={t('decide.return.criteria')}
          placeholder={t('decide.return.find')}
          data={content.criteria.map(({ id }) => ({ value: id, label: titles.get(id) ?? id }))}
          value={items.map(({ criterion }) => criterion)}
          searchable
          selectFirstOptionOnChange
          filter={filterByWords}
          nothingFoundMessage={t('common:table.empty')}
          maxDropdownHeight={260}
          onChange={(chosen) => {
            setItems(
              chosen.map(
                (id) =>
                  items.find(({ criterion }) => criterion === id) ?? {
                    criterion: id,
                    text: '',
                  },
              ),
            )
          }}
        />
        <ol className={classes['items']}>
          {items.map((item, index) => (
            <li key={item.criterion} className={classes['item']}>
              <TextInput
                label={titles.get(item.criterion) ?? item.criterion}
                placeholder={t('decide.return.what')}
                value={item.text}
                maxLength={2000}
                onChange={(event) => {
                  const changed = event.currentTarget.value
                  setItems(items.map((each, place) => (place === index ? { ...each, text: changed } : each)))
                }}
              />
              <ActionIcon
                variant="subtle"
                color="gray.8"
                aria-label={t('decide.return.remove', { criterion: titles.get(item.criterion) ?? '' })}
                onClick={() => {
                  setItems(items.filter((_each, place) => place !== index))
                }}
              >
                <Icon name="cross" />
              </ActionIcon>
            </li>
          ))}
        </ol>
        <ErrorSentence error={give.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={give.isPending}>
            {t('decide.return.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** A first list to start from: points claimed without any evidence. */
function withoutEvidence(view: SheetView, content: CriteriaContent, text: string): readonly Item[] {
  const rows = new Map(view.rows.map((row) => [row.criterion, row]))
  return content.criteria.flatMap((criterion) => {
    const row = rows.get(criterion.id)
    const claimed = row?.self.outcome.status === 'points' && row.self.outcome.points > 0
    return row !== undefined && claimed && row.evidence.count === 0 && criterion.evidence.length > 0
      ? [{ criterion: criterion.id, text }]
      : []
  })
}
