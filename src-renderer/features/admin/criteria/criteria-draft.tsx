import { Button, Group, SimpleGrid, Stack, TextInput, Textarea } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { DraftView } from '../../../../shared/contract/criteria.ts'
import { useCommand, useQueryCall } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Icon } from '../../../ui/icons.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { CriteriaContentView } from './criteria-content-view.tsx'
import classes from './criteria.module.css'
import { CriterionTexts } from './criterion-texts.tsx'
import { problemSentence } from './problem-sentence.ts'

/** A draft: its names, what has to be mended, its content; publish or discard. */
export function CriteriaDraft({ draft, back }: { draft: DraftView; back: string }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const [, go] = useLocation()
  const problems = useQueryCall('criteria.checkDraft', { draft: draft.id })
  const publish = useCommand('criteria.publish')
  const discard = useCommand('criteria.discardDraft')
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null)
  const found = problems.data ?? []
  const errors = found.filter(({ severity }) => severity === 'error')

  return (
    <>
      <Group justify="space-between">
        <Button component={Link} href={back} variant="subtle" leftSection={<Icon name="left" />}>
          {t('criteria.back')}
        </Button>
        <Group gap="sm">
          <Button
            variant="default"
            onClick={() => {
              setAsking('discard')
            }}
          >
            {t('draft.discard')}
          </Button>
          <Button
            disabled={problems.data === undefined || errors.length > 0}
            onClick={() => {
              setAsking('publish')
            }}
          >
            {t('draft.publish')}
          </Button>
        </Group>
      </Group>
      <Card
        title={t('draft.problems')}
        actions={
          problems.data !== undefined && (
            <Badge tone={errors.length === 0 ? 'good' : 'bad'}>
              {errors.length === 0 ? t('draft.sound') : t('draft.toMend', { count: errors.length })}
            </Badge>
          )
        }
      >
        <ErrorSentence error={problems.error} />
        {found.length === 0 ? (
          <p className={classes['soft']}>{t('draft.soundHint')}</p>
        ) : (
          <ul className={classes['problems']}>
            {found.map((problem, index) => (
              <li key={index}>
                {problemSentence(problem, draft.content, t)}{' '}
                {problem.severity === 'warning' && <Badge tone="warn">{t('draft.warning')}</Badge>}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <DraftNames key={draft.changed} draft={draft} />
      <CriterionTexts draft={draft} />
      <Card title={t('draft.content')}>
        <CriteriaContentView content={draft.content} />
      </Card>
      <ConfirmDialog
        opened={asking === 'publish'}
        title={t('draft.publishTitle', { title: draft.content.title })}
        confirm={t('draft.publish')}
        busy={publish.isPending}
        onConfirm={() => {
          publish.mutate(
            { draft: draft.id },
            {
              onSuccess: () => {
                notifyDone(t('draft.published'))
                go(back)
              },
            },
          )
        }}
        onClose={() => {
          setAsking(null)
        }}
      >
        <p>{t('draft.publishText')}</p>
        <ErrorSentence error={publish.error} />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'discard'}
        title={t('draft.discardTitle', { title: draft.content.title })}
        confirm={t('draft.discard')}
        tone="sharp"
        busy={discard.isPending}
        onConfirm={() => {
          discard.mutate(
            { draft: draft.id },
            {
              onSuccess: () => {
                go(back)
              },
            },
          )
        }}
        onClose={() => {
          setAsking(null)
        }}
      >
        <p>{t('draft.discardText')}</p>
        <ErrorSentence error={discard.error} />
      </ConfirmDialog>
    </>
  )
}

/** Label, title, notice and legal basis. */
function DraftNames({ draft }: { draft: DraftView }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const save = useCommand('criteria.saveDraft')
  const [label, setLabel] = useState(draft.label)
  const [title, setTitle] = useState(draft.content.title)
  const [notice, setNotice] = useState(draft.content.notice)
  const [basis, setBasis] = useState(draft.content.basis)
  const changed =
    label !== draft.label ||
    title !== draft.content.title ||
    notice !== draft.content.notice ||
    basis !== draft.content.basis

  return (
    <Card title={t('draft.names')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(
            {
              draft: draft.id,
              label: label.trim(),
              content: { ...draft.content, title: title.trim(), notice: notice.trim(), basis: basis.trim() },
            },
            {
              onSuccess: () => {
                notifyDone(t('common:saved'))
              },
            },
          )
        }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t('draft.title')}
              value={title}
              maxLength={2000}
              required
              onChange={(event) => {
                setTitle(event.currentTarget.value)
              }}
            />
            <TextInput
              label={t('draft.label')}
              description={t('draft.labelHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={label}
              maxLength={100}
              required
              onChange={(event) => {
                setLabel(event.currentTarget.value)
              }}
            />
            <Textarea
              label={t('draft.notice')}
              description={t('draft.noticeHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={notice}
              maxLength={500}
              autosize
              onChange={(event) => {
                setNotice(event.currentTarget.value)
              }}
            />
            <Textarea
              label={t('draft.basis')}
              value={basis}
              maxLength={500}
              autosize
              onChange={(event) => {
                setBasis(event.currentTarget.value)
              }}
            />
          </SimpleGrid>
          <ErrorSentence error={save.error} />
          <Group justify="space-between">
            <p className={classes['soft']}>{t('draft.editInExcel')}</p>
            <Button
              type="submit"
              disabled={!changed || title.trim() === '' || label.trim() === ''}
              loading={save.isPending}
            >
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
