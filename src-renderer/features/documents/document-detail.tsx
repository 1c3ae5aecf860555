import { Button, Group, SegmentedControl } from '@mantine/core'
import { useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import { useCommand, useOperation, useTransport } from '../../app/use-call.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { DocumentPreview } from '../../ui/evidence/document-preview.tsx'
import { documentName, documentReference } from '../../ui/evidence/document-words.ts'
import { firstPageOf } from '../../ui/evidence/open-document.ts'
import { Icon } from '../../ui/icons.tsx'
import { notifyDone, notifyError } from '../../ui/notify.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { DocumentLinks } from './document-links.tsx'
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
          <DocumentLinks document={document} assessment={assessment} mayChange={mayChange} />
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
