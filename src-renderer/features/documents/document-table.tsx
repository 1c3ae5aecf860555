import { useVirtualizer } from '@tanstack/react-virtual'
import type { TFunction } from 'i18next'
import { useId, useRef, useState, type ChangeEvent, type KeyboardEvent, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentFields, DocumentView } from '../../../shared/contract/documents.ts'
import type { DocumentId, EntryId } from '../../../shared/domain/ids.ts'
import { readDay } from '../../../shared/domain/text/read-day.ts'
import { useCommand } from '../../app/use-call.ts'
import { documentName } from '../../ui/evidence/document-words.ts'
import { DocumentMarks } from '../../ui/evidence/document-marks.tsx'
import { formatBytes, formatDay } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { notifyError } from '../../ui/notify.tsx'
import classes from './documents.module.css'

type Field = keyof DocumentFields
const fields: readonly Field[] = ['title', 'number', 'date', 'issuer']

type Props = {
  documents: readonly DocumentView[]
  chosen: DocumentId | null
  mayChange: boolean
  onChoose: (document: DocumentId) => void
}

/** The library as a table: only the lines in view are drawn; number, day, issuer and title are written right here. */
export function DocumentTable({ documents, chosen, mayChange, onChoose }: Props): ReactElement {
  const { t } = useTranslation('documents')
  const scroll = useRef<HTMLDivElement>(null)
  const lines = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 44,
    getItemKey: (index) => documents[index]?.id ?? index,
    overscan: 10,
  })

  /** Up and down keep to the column. */
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const line = (event.target as HTMLElement).closest<HTMLElement>('[data-line]')
    const field = (event.target as HTMLElement).dataset['field']
    if (line === null || event.nativeEvent.isComposing) return
    const to = Number(line.dataset['line']) + (event.key === 'ArrowDown' ? 1 : -1)
    if (to < 0 || to >= documents.length) return
    event.preventDefault()
    lines.scrollToIndex(to)
    requestAnimationFrame(() => {
      const next = scroll.current?.querySelector<HTMLElement>(
        `[data-line="${to}"] [data-field="${field ?? 'choose'}"]`,
      )
      next?.focus()
    })
  }

  return (
    <div
      ref={scroll}
      className={classes['table']}
      role="table"
      aria-label={t('table.label')}
      aria-rowcount={documents.length + 1}
      data-region="documents"
      onKeyDown={onKeyDown}
    >
      <div role="row" className={classes['headings']} aria-rowindex={1}>
        <span role="columnheader">{t('table.title')}</span>
        <span role="columnheader">{t('table.number')}</span>
        <span role="columnheader">{t('table.date')}</span>
        <span role="columnheader">{t('table.issuer')}</span>
        <span role="columnheader">{t('table.criteria')}</span>
        <span role="columnheader">{t('table.file')}</span>
      </div>
      <div role="rowgroup" className={classes['lines']} style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map((line) => {
          const document = documents[line.index]
          if (document === undefined) return null
          return (
            <div
              key={line.key}
              ref={lines.measureElement}
              role="row"
              aria-rowindex={line.index + 2}
              data-index={line.index}
              data-line={line.index}
              data-chosen={document.id === chosen}
              className={classes['line']}
              style={{ transform: `translateY(${line.start}px)` }}
              onFocus={() => {
                if (document.id !== chosen) onChoose(document.id)
              }}
              onClick={() => {
                if (document.id !== chosen) onChoose(document.id)
              }}
            >
              {fields.map((field) => (
                <FieldCell key={field} document={document} field={field} mayChange={mayChange} />
              ))}
              <span role="cell" className={classes['criteria']} data-title={t('table.criteria')}>
                {document.links.length === 0 ? (
                  <span className={classes['unused']}>{t('table.noCriteria')}</span>
                ) : (
                  [...new Set(document.links.map(({ label }) => shortLabel(label)))].join(', ')
                )}
              </span>
              <span role="cell" className={classes['file']} data-title={t('table.file')}>
                <button
                  type="button"
                  className={classes['choose']}
                  data-field="choose"
                  aria-pressed={document.id === chosen}
                >
                  <Icon
                    name={
                      document.body.kind === 'link'
                        ? 'link'
                        : document.body.kind === 'paper'
                          ? 'folder'
                          : 'document'
                    }
                    size="1em"
                  />{' '}
                  {sizeWords(document, t)} <span className="visually-hidden">{documentName(document)}</span>
                </button>
                <DocumentMarks document={document} />
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** "2.10" of "2.10 Hồ sơ nộp trực tuyến"; "Hồ sơ 2" of "Hồ sơ 2: Báo cáo tự chấm điểm". */
function shortLabel(label: string): string {
  const [first = ''] = label.split(' ')
  return /\d/.test(first) ? first.replace(/\.$/, '') : (label.split(':')[0] ?? label)
}

function sizeWords({ body }: DocumentView, t: TFunction<'documents'>): string {
  if (body.kind !== 'files') return ''
  const bytes = formatBytes(body.files.reduce((sum, { size }) => sum + size, 0))
  return body.files.length > 1 ? t('table.files', { count: body.files.length, size: bytes }) : bytes
}

/** One field, written in place and kept when the keyboard leaves it. Esc takes back what was typed. */
function FieldCell({
  document,
  field,
  mayChange,
}: {
  document: DocumentView
  field: Field
  mayChange: boolean
}): ReactElement {
  const { t } = useTranslation(['documents', 'common'])
  const [typed, setTyped] = useState<string | null>(null)
  const update = useCommand('documents.update')
  /** What is on its way to be kept. */
  const sent = useRef<string | null>(null)
  /** What was kept here and is not yet shown: the entry, and what it replaced. */
  const kept = useRef<Readonly<{ entry: EntryId; shown: string }> | null>(null)
  const heads = document.heads[field] ?? []
  const standing =
    field === 'date' ? (document.date === null ? '' : formatDay(document.date)) : document[field]
  const [left, setLeft] = useState(false)
  const problemId = useId()
  const reading = typed === null || field !== 'date' ? null : readDay(typed)
  const day = reading?.ok === true ? reading.day : null
  const problem = reading === null || reading.ok || reading.code === 'empty' ? null : reading.code

  function save(): void {
    setLeft(true)
    if (typed === null || problem !== null) return
    const text = typed.trim()
    if (text === sent.current) return
    if (sent.current === null && text === standing) {
      setTyped(null)
      return
    }
    const value: Partial<DocumentFields> = field === 'date' ? { date: day } : { [field]: text }
    const shown = heads.join(' ')
    const own = kept.current?.shown === shown ? [kept.current.entry] : heads
    // While an own change is on its way nobody knows what stands.
    const seen = sent.current === null ? { seen: { [field]: own } } : {}
    sent.current = text
    update.mutate(
      { document: document.id, fields: value, ...seen },
      {
        onSuccess: ({ entry, wrote }) => {
          if (wrote) kept.current = { entry, shown }
          // what was typed while this was on its way stays, until it is kept itself
          setTyped((now) => (now?.trim() === text ? null : now))
        },
        onError: notifyError,
        onSettled: () => {
          if (sent.current === text) sent.current = null
        },
      },
    )
  }

  const shared = {
    className: classes['input'],
    'data-field': field,
    'aria-label': t('table.cell', { field: t(`table.${field}`), name: documentName(document) }),
    'aria-invalid': problem !== null,
    ...(problem !== null && left ? { 'aria-describedby': problemId } : {}),
    value: typed ?? standing,
    readOnly: !mayChange,
    placeholder:
      field === 'title'
        ? documentName(document)
        : field === 'date'
          ? t('common:day.example')
          : t(`table.${field}`),
    maxLength: 1000,
    title: typed ?? standing,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setLeft(false)
      setTyped(event.currentTarget.value.replaceAll('\n', ' '))
    },
    onBlur: save,
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.nativeEvent.isComposing) return
      if (event.key === 'Enter') {
        event.preventDefault()
        save()
      }
      if (event.key === 'Escape') setTyped(null)
    },
  }
  return (
    <span role="cell" className={classes['field']} data-title={t(`table.${field}`)}>
      {/* A title, a number and an issuer have several lines: what is cut off tells nobody which paper it is. */}
      {field !== 'date' ? <textarea {...shared} rows={1} /> : <input {...shared} data-day-input="" />}
      {problem !== null && left && (
        <span id={problemId} className={classes['problem']} role="alert">
          {t(`common:day.problem.${problem}`, { text: typed ?? '' })}
        </span>
      )}
    </span>
  )
}
