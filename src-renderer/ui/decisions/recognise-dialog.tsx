import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { useCommand } from '../../app/use-call.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { formatPoints } from '../format.ts'
import { notifyDone } from '../notify.tsx'

type Props = { opened: boolean; view: SheetView; content: CriteriaContent; onClose: () => void }

/** Công nhận: whether, with how many stars, and by which decision paper. */
export function RecogniseDialog({ opened, view, content, onClose }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <Modal opened={opened} onClose={onClose} title={t('decide.recognise.title', { unit: view.unitName })}>
      <RecogniseForm view={view} content={content} onClose={onClose} />
    </Modal>
  )
}

function RecogniseForm({ view, content, onClose }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const decide = useCommand('decisions.recognise')
  const totals = view.totals[view.standing]
  const [recognised, setRecognised] = useState(totals.recognised)
  const bands = content.bands.filter(({ passes }) => passes)
  const reached = String(totals.band?.stars ?? 0)
  // A commune below the lowest star that is recognised all the same: the officer names the star.
  const [stars, setStars] = useState(bands.some((band) => String(band.stars) === reached) ? reached : '')
  const [paper, setPaper] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (recognised && stars === '') return
        decide.mutate(
          {
            assessment: view.assessment,
            recognised,
            stars: recognised ? Number(stars) : 0,
            paper: paper.trim(),
          },
          {
            onSuccess: () => {
              notifyDone(t('decide.recognise.done', { unit: view.unitName }))
              onClose()
            },
          },
        )
      }}
    >
      <Stack gap="md">
        <p>
          {t('decide.recognise.text', {
            total: formatPoints(totals.total),
            band: totals.band?.label ?? t('totals.noBand'),
          })}
        </p>
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
            data={[
              ...new Map(
                bands.map(({ stars: count, label }) => [String(count), { value: String(count), label }]),
              ).values(),
            ]}
            value={stars === '' ? null : stars}
            required
            onChange={(value) => {
              setStars(value ?? '')
            }}
          />
        )}
        <TextInput
          label={t('decide.recognise.paper')}
          placeholder={t('decide.recognise.paperExample')}
          value={paper}
          maxLength={300}
          onChange={(event) => {
            setPaper(event.currentTarget.value)
          }}
        />
        <ErrorSentence error={decide.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={recognised && stars === ''} loading={decide.isPending}>
            {t('decide.recognise.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
