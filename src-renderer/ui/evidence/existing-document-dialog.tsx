import { Badge, Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssessmentId, CriterionId, DocumentId, UnitId } from '../../../shared/domain/ids.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { formatCount } from '../format.ts'
import { Icon } from '../icons.tsx'
import { emptyLink } from '../../../shared/domain/journal/sheet-values.ts'
import { documentName, documentReference } from './document-words.ts'
import classes from './evidence-list.module.css'
import { LinkForm } from './link-form.tsx'
import type { EvidenceLink } from './document-types.ts'

type Props = {
  opened: boolean
  unit: UnitId
  assessment: AssessmentId
  target: CriterionId
  years: readonly number[]
  onBehalf?: OnBehalf | undefined
  onClose: () => void
}

/** Takes a document of the library for one more criterion. */
export function ExistingDocumentDialog({ opened, onClose, ...rest }: Props): ReactElement {
  const { t } = useTranslation('documents')
  return (
    <Modal opened={opened} onClose={onClose} title={t('existing.title')} size="xl">
      <Chooser {...rest} onClose={onClose} />
    </Modal>
  )
}

function Chooser({
  unit,
  assessment,
  target,
  years,
  onBehalf,
  onClose,
}: Omit<Props, 'opened'>): ReactElement {
  const { t } = useTranslation(['documents', 'common'])
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly DocumentId[]>([])
  const [link, setLink] = useState<EvidenceLink>(emptyLink)
  const attach = useCommand('documents.attach')
  const attachMany = useCommand('documents.attachMany')
  const { data } = useQueryCall(
    'documents.list',
    { unit, filter: 'all', offset: 0, limit: 100, ...(text.trim() === '' ? {} : { text: text.trim() }) },
    { keepPrevious: true },
  )
  const documents = data?.documents ?? []
  const hidden = chosen.filter((id) => !documents.some((document) => document.id === id)).length

  const where = { assessment, target, ...(onBehalf === undefined ? {} : { onBehalf }) }
  const [only] = chosen
  const failure = chosen.length === 1 ? attach.error : attachMany.error

  /** One act, however many. */
  function save(): void {
    if (only === undefined) return
    if (chosen.length === 1)
      attach.mutate({ document: only, link, seen: [], ...where }, { onSuccess: onClose })
    else attachMany.mutate({ documents: [...chosen], ...where }, { onSuccess: onClose })
  }

  return (
    <Stack gap="sm">
      <TextInput
        aria-label={t('existing.search')}
        placeholder={t('existing.search')}
        title={t('existing.search')}
        leftSection={<Icon name="search" />}
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <div className={classes['choices']} role="group" aria-label={t('existing.title')}>
        {documents.map((document) => {
          const here = document.links.some((each) => each.assessment === assessment && each.target === target)
          return (
            <label key={document.id} className={classes['choice']} data-chosen={chosen.includes(document.id)}>
              <Checkbox
                disabled={here}
                checked={chosen.includes(document.id)}
                onChange={(event) => {
                  const { checked } = event.currentTarget
                  setChosen((now) =>
                    checked ? [...now, document.id] : now.filter((each) => each !== document.id),
                  )
                }}
              />
              <span className={classes['words']}>
                <span className={classes['name']}>{documentName(document)}</span>
                <span className={classes['small']}>{documentReference(document, t)}</span>
              </span>
              {here ? (
                <Badge variant="light" color="gray" tt="none">
                  {t('existing.here')}
                </Badge>
              ) : (
                <span className={classes['small']}>
                  {t('existing.links', { count: document.links.length })}
                </span>
              )}
            </label>
          )
        })}
        {documents.length === 0 && <p className={classes['empty']}>{t('existing.nothing')}</p>}
        {data !== undefined && data.total > documents.length && (
          <p className={classes['empty']}>
            {t('existing.more', { shown: formatCount(documents.length), total: formatCount(data.total) })}
          </p>
        )}
      </div>
      {hidden > 0 && <p className={classes['small']}>{t('existing.hidden', { count: hidden })}</p>}
      {chosen.length === 1 && <LinkForm link={link} years={years} onChange={setLink} />}
      <ErrorSentence error={failure} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          disabled={chosen.length === 0}
          loading={attach.isPending || attachMany.isPending}
          onClick={save}
        >
          {t('existing.attach', { count: Math.max(1, chosen.length) })}
        </Button>
      </Group>
    </Stack>
  )
}
