import { Button, Group, Modal, Radio, Select, Stack, Textarea } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { isAgainstRule, recognitionByRule } from '../../../shared/domain/recognition.ts'
import { afterwards, useCommand } from '../../app/use-call.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { formatDay, formatPoints } from '../format.ts'
import { notifyDone } from '../notify.tsx'
import { DecisionPaperFields, isNamed, type DecisionPaper } from './decision-paper-fields.tsx'
import { FailingGates } from './failing-gates.tsx'
import { recognisableStars } from './recognisable-stars.ts'

type Props = {
  opened: boolean
  view: SheetView
  content: CriteriaContent
  onClose: () => void
  onDecided: () => void
}

/** Công nhận: whether, with how many stars, by which decision on paper, and why where the criteria give something else. */
export function RecogniseDialog({ opened, view, content, onClose, onDecided }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('decide.recognise.title', { unit: view.unitName })}
    >
      <RecogniseForm view={view} content={content} onClose={onClose} onDecided={onDecided} />
    </Modal>
  )
}

function RecogniseForm({ view, content, onClose, onDecided }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const decide = useCommand('decisions.recognise')
  const totals = view.totals[view.standing]
  const rule = recognitionByRule(totals)
  const [recognised, setRecognised] = useState(view.recognition?.recognised ?? rule.recognised)
  const choices = recognisableStars(content.bands)
  const proposed = String(view.recognition?.stars ?? rule.stars)
  // A commune below the lowest star that is recognised all the same: the officer names the star.
  const [stars, setStars] = useState(choices.some(({ value }) => value === proposed) ? proposed : '')
  const [paper, setPaper] = useState<DecisionPaper>({
    number: view.recognition?.number ?? '',
    day: view.recognition?.day ?? null,
  })
  const [reason, setReason] = useState('')
  const result = { recognised, stars: recognised ? Number(stars) : 0 }
  const against = (!recognised || stars !== '') && isAgainstRule(result, totals)
  const ready = (!recognised || (stars !== '' && isNamed(paper))) && (!against || reason.trim() !== '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        afterwards(
          decide.mutateAsync({
            assessment: view.assessment,
            ...result,
            number: paper.number.trim(),
            day: paper.day,
            ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          }),
          () => {
            notifyDone(t('decide.recognise.done', { unit: view.unitName }))
            onDecided()
          },
        )
      }}
    >
      <Stack gap="md">
        <p>
          {t('decide.recognise.text', {
            total: formatPoints(totals.total, 'always'),
            band: totals.band?.label ?? t('totals.noBand'),
          })}
        </p>
        <Standing recognition={view.recognition} />
        <FailingGates totals={totals} content={content} />
        <Radio.Group
          label={t('decide.recognise.which')}
          value={recognised ? 'yes' : 'no'}
          onChange={(value) => {
            setRecognised(value === 'yes')
          }}
        >
          <Group mt="xs">
            <Radio value="yes" label={t('decide.recognise.yes')} />
            <Radio value="no" label={t('decide.recognise.no')} />
          </Group>
        </Radio.Group>
        {recognised && (
          <Select
            label={t('decide.recognise.stars')}
            data={[...choices]}
            value={stars === '' ? null : stars}
            required
            onChange={(value) => {
              setStars(value ?? '')
            }}
          />
        )}
        <DecisionPaperFields paper={paper} required={recognised} onChange={setPaper} />
        {against && (
          <Textarea
            label={t('decide.recognise.why')}
            description={t('decide.recognise.against', {
              band: totals.band?.label ?? t('totals.noBand'),
            })}
            value={reason}
            maxLength={2000}
            required
            autosize
            minRows={2}
            maxRows={6}
            onChange={(event) => {
              setReason(event.currentTarget.value)
            }}
          />
        )}
        <ErrorSentence error={decide.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={decide.isPending}>
            {t('decide.recognise.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The decision that stands, where there is one: another takes its place. */
function Standing({ recognition }: Pick<SheetView, 'recognition'>): ReactElement | null {
  const { t } = useTranslation(['sheet', 'common', 'results'])
  if (recognition === null) return null
  const { recognised, stars, number, day } = recognition
  const result = recognised
    ? stars > 0
      ? t('common:recognisedWithStars', { stars })
      : t('common:status.recognised')
    : t('common:status.notRecognised')
  const paper =
    number === ''
      ? null
      : day === null
        ? t('results:decisionNumber', { number })
        : t('results:decision', { number, day: formatDay(day) })
  return (
    <p>{t('decide.recognise.stands', { result: [result, ...(paper === null ? [] : [paper])].join(', ') })}</p>
  )
}
