import { ActionIcon, Button, MultiSelect } from '@mantine/core'
import { useMemo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { emptyLink } from '../../../shared/domain/journal/sheet-values.ts'
import { LinkForm } from '../../ui/evidence/link-form.tsx'
import { Icon } from '../../ui/icons.tsx'
import { notifyError } from '../../ui/notify.tsx'
import classes from './documents.module.css'
import { filterByWords } from '../../ui/search-select.tsx'

type Props = { document: DocumentView; assessment: AssessmentId | null; mayChange: boolean }

/** The criteria that this document proves, and for each its pages, month and note. */
export function DocumentLinks({ document, assessment, mayChange }: Props): ReactElement | null {
  const { t } = useTranslation(['documents', 'common'])
  const { cycle } = useCurrentCycle()
  const version = useQueryCall(
    'criteria.version',
    { version: cycle?.version ?? '' },
    { enabled: cycle !== null },
  )
  const attach = useCommand('documents.attach')
  const detach = useCommand('documents.detach')
  const content = version.data?.content
  const here = document.links.filter((link) => link.assessment === assessment)
  const elsewhere = document.links.filter((link) => link.assessment !== assessment)
  const years = useMemo(() => (cycle === null ? [] : [cycle.year]), [cycle])
  const [open, setOpen] = useState<CriterionId | null>(null)

  const choices = useMemo(() => {
    if (content === undefined) return []
    const criteria = content.criteria.map(({ id, code, title }) => ({
      value: id,
      label: `${code}. ${title}`,
    }))
    const dossier = content.dossier.map((name, index) => ({ value: `dossier-${index + 1}`, label: name }))
    return [...criteria, ...dossier]
  }, [content])

  function change(chosen: readonly string[]): void {
    if (assessment === null) return
    const before = new Set<string>(here.map(({ target }) => target))
    for (const target of chosen) {
      if (!before.has(target)) {
        attach.mutate(
          { document: document.id, assessment, target: target, link: emptyLink, seen: [] },
          { onError: notifyError },
        )
      }
    }
    for (const { target, heads } of here) {
      if (!chosen.includes(target))
        detach.mutate({ document: document.id, assessment, target, seen: heads }, { onError: notifyError })
    }
  }

  const opened = here.find(({ target }) => target === open)
  return (
    <section className={classes['links']}>
      {assessment !== null && (
        <MultiSelect
          label={t('detail.criteria')}
          placeholder={mayChange ? t('detail.findCriterion') : ''}
          data={choices}
          value={here.map(({ target }) => target)}
          searchable
          selectFirstOptionOnChange
          filter={filterByWords}
          readOnly={!mayChange}
          size="sm"
          maxDropdownHeight={280}
          nothingFoundMessage={t('common:table.empty')}
          onChange={change}
        />
      )}
      {here.map(({ target, label, link }) => (
        <div key={target} className={classes['link']}>
          <span className={classes['linkName']}>{label}</span>
          <span className={classes['soft']}>
            {[link.pages === '' ? '' : t('link.pagesShort', { pages: link.pages }), link.period, link.note]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
          {mayChange && (
            <ActionIcon
              variant="subtle"
              color="gray.8"
              aria-label={`${t('item.edit')} ${label}`}
              aria-expanded={open === target}
              onClick={() => {
                setOpen(open === target ? null : target)
              }}
            >
              <Icon name="edit" />
            </ActionIcon>
          )}
        </div>
      ))}
      {opened !== undefined && assessment !== null && (
        <EditLink
          key={opened.target}
          years={years}
          link={opened.link}
          heads={opened.heads}
          onSave={(link, seen) => {
            attach.mutate(
              { document: document.id, assessment, target: opened.target, link, seen: [...seen] },
              {
                onSuccess: () => {
                  setOpen(null)
                },
                onError: notifyError,
              },
            )
          }}
        />
      )}
      {elsewhere.length > 0 && (
        <p className={classes['soft']}>{elsewhere.map(({ label }) => label).join('; ')}</p>
      )}
    </section>
  )
}

type EditLinkProps = {
  years: readonly number[]
  link: DocumentView['links'][number]['link']
  heads: Heads
  onSave: (link: DocumentView['links'][number]['link'], seen: Heads) => void
}

type Heads = DocumentView['links'][number]['heads']

function EditLink({ years, link, heads, onSave }: EditLinkProps): ReactElement {
  const { t } = useTranslation('common')
  const [changed, setChanged] = useState(link)
  /** What stood when the form was opened. */
  const [seen] = useState(heads)
  return (
    <form
      className={classes['linkForm']}
      onSubmit={(event) => {
        event.preventDefault()
        onSave(changed, seen)
      }}
    >
      <LinkForm link={changed} years={years} onChange={setChanged} />
      <Button type="submit" size="compact-sm">
        {t('save')}
      </Button>
    </form>
  )
}
