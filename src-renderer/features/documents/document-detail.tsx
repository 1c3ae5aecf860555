import { ActionIcon, Button, Group, MultiSelect, SegmentedControl } from '@mantine/core'
import { useMemo, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { useCommand, useOperation, useQueryCall, useTransport } from '../../app/use-call.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { emptyLink } from '../../ui/evidence/add-documents.ts'
import { DocumentPreview } from '../../ui/evidence/document-preview.tsx'
import { documentName, documentReference } from '../../ui/evidence/document-words.ts'
import { LinkForm } from '../../ui/evidence/link-form.tsx'
import { firstPageOf } from '../../ui/evidence/open-document.ts'
import { Icon } from '../../ui/icons.tsx'
import { notifyDone, notifyError } from '../../ui/notify.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import classes from './documents.module.css'

type Props = { document: DocumentView; assessment: AssessmentId | null; mayChange: boolean }

/** One document: what it proves, its files now and before, and what may be done with it. */
export function DocumentDetail({ document, assessment, mayChange }: Props): ReactElement {
  const { t } = useTranslation('documents')
  const transport = useTransport()
  const replace = useOperation('documents.replace')
  const restore = useCommand('documents.restore')
  const remove = useCommand('documents.delete')
  const [removing, setRemoving] = useState(false)
  const [version, setVersion] = useState('0')
  const choose = useRef<HTMLInputElement>(null)
  const bodies = [document.body, ...document.replaced]
  const body = bodies[Number(version)] ?? document.body

  async function replaceBy(files: readonly File[]): Promise<void> {
    try {
      const tickets = []
      for (const file of files) tickets.push((await transport.upload(file)).ticket)
      if (tickets.length === 0) return
      await replace.run({ document: document.id, files: tickets })
      setVersion('0')
      notifyDone(t('detail.replaced'))
    } catch (error) {
      if (isCallError(error)) notifyError(error)
      else throw error
    }
  }

  return (
    <>
      <div className={classes['about']}>
        <h2 className={classes['name']}>{documentName(document)}</h2>
        <p className={classes['soft']}>{documentReference(document, t)}</p>
        <AuthorLine author={document.author} />
      </div>
      {document.deleted ? (
        <Group gap="xs">
          {mayChange && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Icon name="undo" />}
              loading={restore.isPending}
              onClick={() => {
                restore.mutate({ document: document.id })
              }}
            >
              {t('detail.restore')}
            </Button>
          )}
          <ErrorSentence error={restore.error} />
        </Group>
      ) : (
        <>
          <Links document={document} assessment={assessment} mayChange={mayChange} />
          {mayChange && (
            <Group gap="xs">
              {document.body.kind === 'files' && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<Icon name="refresh" />}
                  onClick={() => choose.current?.click()}
                >
                  {t('detail.replace')}
                </Button>
              )}
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<Icon name="trash" />}
                onClick={() => {
                  setRemoving(true)
                }}
              >
                {t('detail.delete')}
              </Button>
              <input
                ref={choose}
                type="file"
                multiple
                hidden
                aria-label={t('detail.replace')}
                data-replace-files=""
                onChange={(event) => {
                  void replaceBy([...(event.currentTarget.files ?? [])])
                  event.currentTarget.value = ''
                }}
              />
            </Group>
          )}
        </>
      )}
      {bodies.length > 1 && (
        <SegmentedControl
          size="xs"
          value={version}
          onChange={setVersion}
          data={bodies.map((_each, index) => ({
            value: String(index),
            label: index === 0 ? t('preview.current') : t('preview.earlier', { count: index }),
          }))}
        />
      )}
      <DocumentPreview
        key={`${document.id} ${version}`}
        document={document}
        body={body}
        startPage={firstPageOf(document.links[0]?.link.pages ?? '')}
      />
      <ProgressDialog
        title={t('detail.replacing')}
        running={replace.running}
        progress={replace.progress}
        onCancel={replace.cancel}
      />
      <ConfirmDialog
        opened={removing}
        title={t('detail.deleteTitle')}
        confirm={t('detail.delete')}
        reason="optional"
        busy={remove.isPending}
        onClose={() => {
          setRemoving(false)
        }}
        onConfirm={(reason) => {
          remove.mutate(
            { document: document.id, ...(reason === '' ? {} : { reason }) },
            {
              onSuccess: () => {
                setRemoving(false)
              },
              onError: notifyError,
            },
          )
        }}
      >
        <p>{t('detail.deleteText', { name: documentName(document), count: document.links.length })}</p>
      </ConfirmDialog>
    </>
  )
}

/** The criteria that this document proves, and for each its pages, month and note. */
function Links({ document, assessment, mayChange }: Props): ReactElement | null {
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
          { document: document.id, assessment, target: target, link: emptyLink },
          { onError: notifyError },
        )
      }
    }
    for (const target of before) {
      if (!chosen.includes(target))
        detach.mutate({ document: document.id, assessment, target: target }, { onError: notifyError })
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
          readOnly={!mayChange}
          size="sm"
          maxDropdownHeight={280}
          nothingFoundMessage={t('common:table.empty')}
          filter={({ options, search }) => {
            const wanted = searchKey(search)
            return options.filter((option) => 'label' in option && searchKey(option.label).includes(wanted))
          }}
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
          onSave={(link) => {
            attach.mutate(
              { document: document.id, assessment, target: opened.target, link },
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
  onSave: (link: DocumentView['links'][number]['link']) => void
}

function EditLink({ years, link, onSave }: EditLinkProps): ReactElement {
  const { t } = useTranslation('common')
  const [changed, setChanged] = useState(link)
  return (
    <form
      className={classes['linkForm']}
      onSubmit={(event) => {
        event.preventDefault()
        onSave(changed)
      }}
    >
      <LinkForm link={changed} years={years} onChange={setChanged} />
      <Button type="submit" size="compact-sm">
        {t('save')}
      </Button>
    </form>
  )
}
