import { Button, Group, Modal } from '@mantine/core'
import { useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { AssessmentId, CriterionId, UnitId } from '../../../shared/domain/ids.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { Icon } from '../icons.tsx'
import type { AddTarget } from './add-documents.ts'
import { emptyLink } from '../../../shared/domain/journal/sheet-values.ts'
import { AddOtherDialog } from './add-other-dialog.tsx'
import { DocumentMarks } from './document-marks.tsx'
import { documentName, documentReference, filesWords, linkWords } from './document-words.ts'
import { EditEvidence } from './edit-evidence.tsx'
import { EvidenceItemMenu } from './evidence-item-menu.tsx'
import classes from './evidence-list.module.css'
import { ExistingDocumentDialog } from './existing-document-dialog.tsx'
import { RefusedFiles } from './refused-files.tsx'
import { useTakeFiles } from './take-files.ts'
import { TakingFiles } from './taking-files.tsx'
import type { EvidenceLink } from './document-types.ts'

type Props = {
  unit: UnitId
  assessment: AssessmentId
  target: CriterionId
  /** Years that the data period touches. */
  years: readonly number[]
  /** Whether this window may add and remove evidence here. */
  mayChange: boolean
  onBehalf?: OnBehalf | undefined
  chosen: DocumentView | null
  onChoose: (document: DocumentView | null, link: EvidenceLink) => void
}

/** The documents that prove one criterion: chosen for the preview, added by dropping, pasting or choosing, edited and taken away. */
export function EvidenceList(props: Props): ReactElement {
  const { unit, assessment, target, years, mayChange, onBehalf, chosen, onChoose } = props
  const { t } = useTranslation('documents')
  const { data, error, isPending } = useQueryCall('documents.list', {
    assessment,
    target,
    filter: 'all',
    offset: 0,
    limit: 200,
  })
  const [dialog, setDialog] = useState<'other' | 'existing' | null>(null)
  const [editing, setEditing] = useState<DocumentView | null>(null)
  const choose = useRef<HTMLInputElement>(null)
  const documents = data?.documents ?? []

  const addTarget: Omit<AddTarget, 'together'> = {
    unit,
    attach: { assessment, target, link: emptyLink },
    ...(onBehalf === undefined ? {} : { onBehalf }),
  }

  const taking = useTakeFiles(addTarget, mayChange)

  const linkOf = (document: DocumentView): EvidenceLink =>
    document.links.find((each) => each.assessment === assessment && each.target === target)?.link ?? emptyLink

  return (
    <div className={classes['list']} data-over={taking.over} {...taking.place}>
      {error !== null && <ErrorSentence error={error} />}
      <ul className={classes['items']} aria-label={t('evidence.list')}>
        {documents.map((document) => (
          <li key={document.id} className={classes['item']} data-chosen={chosen?.id === document.id}>
            <button
              type="button"
              className={classes['choose']}
              aria-pressed={chosen?.id === document.id}
              onClick={() => {
                onChoose(chosen?.id === document.id ? null : document, linkOf(document))
              }}
            >
              <Icon
                name={
                  document.body.kind === 'link'
                    ? 'link'
                    : document.body.kind === 'paper'
                      ? 'folder'
                      : 'document'
                }
              />
              <span className={classes['words']}>
                <span className={classes['name']}>{documentName(document)}</span>
                <span className={classes['small']}>
                  {[documentReference(document, t), linkWords(linkOf(document), t), filesWords(document, t)]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
                <DocumentMarks document={document} />
              </span>
            </button>
            {mayChange && (
              <EvidenceItemMenu
                document={document}
                assessment={assessment}
                target={target}
                onEdit={() => {
                  setEditing(document)
                }}
                onDetached={() => {
                  if (chosen?.id === document.id) onChoose(null, emptyLink)
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {documents.length === 0 && !isPending && <p className={classes['empty']}>{t('evidence.none')}</p>}
      {mayChange && (
        <>
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<Icon name="plus" />}
              onClick={() => choose.current?.click()}
            >
              {t('add.files')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setDialog('existing')
              }}
            >
              {t('add.existing')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setDialog('other')
              }}
            >
              {t('add.other')}
            </Button>
          </Group>
          <p className={classes['small']}>{t('add.hint')}</p>
          <input
            ref={choose}
            type="file"
            multiple
            hidden
            aria-label={t('add.files')}
            data-evidence-files=""
            onChange={(event) => {
              taking.take([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
        </>
      )}
      <RefusedFiles refused={taking.adding.refused} onPutAway={taking.adding.putAway} />
      <TakingFiles taking={taking} />
      <AddOtherDialog
        opened={dialog === 'other'}
        target={addTarget}
        onClose={() => {
          setDialog(null)
        }}
      />
      <ExistingDocumentDialog
        opened={dialog === 'existing'}
        unit={unit}
        assessment={assessment}
        target={target}
        years={years}
        onBehalf={onBehalf}
        onClose={() => {
          setDialog(null)
        }}
      />
      <Modal
        opened={editing !== null}
        onClose={() => {
          setEditing(null)
        }}
        title={t('edit.title')}
        size="lg"
      >
        {editing !== null && (
          <EditEvidence
            document={editing}
            link={linkOf(editing)}
            years={years}
            assessment={assessment}
            target={target}
            onBehalf={onBehalf}
            onClose={() => {
              setEditing(null)
            }}
          />
        )}
      </Modal>
    </div>
  )
}
