import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { DocumentId } from '../../../shared/domain/ids.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { formatDecimal } from '../format.ts'
import classes from './content-view.module.css'
import { useDocumentContent } from './open-document.ts'
import type { StoredFile } from './document-types.ts'

type Content = Output<'documents.read'>
type Text = Extract<Content, { kind: 'text' }>
type Sheets = Extract<Content, { kind: 'sheets' }>
type Block = Text['blocks'][number]

/** A Word or Excel file as readable text and tables: what it says, not how it looks. */
export function ContentView({ document, file }: { document: DocumentId; file: StoredFile }): ReactElement {
  const { t } = useTranslation('documents')
  const { data, error, refetch } = useDocumentContent(document, file)
  if (error !== null)
    return (
      <ErrorSentence
        error={error}
        onRetry={() => {
          void refetch()
        }}
      />
    )
  if (data === undefined) return <p className={classes['note']}>{t('preview.loading')}</p>
  return data.kind === 'text' ? (
    <TextView content={data} name={file.name} />
  ) : (
    <SheetsView content={data} name={file.name} />
  )
}

function TextView({ content, name }: { content: Text; name: string }): ReactElement {
  const { t } = useTranslation('documents')
  const { blocks, pictures, cut } = content
  return (
    <>
      <p className={classes['note']}>
        {[t('content.textOnly'), pictures > 0 ? t('content.pictures', { count: pictures }) : '']
          .filter((part) => part !== '')
          .join(' ')}
      </p>
      <div className={classes['paper']} tabIndex={0} role="region" aria-label={name}>
        {blocks.length === 0 && <p className={classes['note']}>{t('content.empty')}</p>}
        {blocks.map((block, index) => (
          <BlockView key={index} block={block} />
        ))}
        {cut && <p className={classes['note']}>{t('content.textCut')}</p>}
      </div>
    </>
  )
}

function BlockView({ block }: { block: Block }): ReactElement {
  switch (block.kind) {
    case 'heading':
      return (
        <p role="heading" aria-level={Math.min(6, block.level + 2)} className={classes['heading']}>
          {block.text}
        </p>
      )
    case 'item':
      return (
        <p className={classes['item']} style={{ marginInlineStart: `${block.level * 1.25}rem` }}>
          <span className={classes['marker']}>{block.marker}</span>
          <span>{block.text}</span>
        </p>
      )
    case 'paragraph':
      return <p className={classes['paragraph']}>{block.text}</p>
    case 'table':
      return (
        <table className={classes['table']}>
          <tbody>
            {block.rows.map((cells, row) => (
              <tr key={row}>
                {cells.map(({ text, columns }, column) => (
                  <td key={column} colSpan={columns}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}

function SheetsView({ content, name }: { content: Sheets; name: string }): ReactElement {
  const { t } = useTranslation('documents')
  const [chosen, setChosen] = useState(0)
  const { sheets, more } = content
  const sheet = sheets[chosen]
  return (
    <>
      <p className={classes['note']}>
        {[t('content.valuesOnly'), more > 0 ? t('content.moreSheets', { count: more }) : '']
          .filter((part) => part !== '')
          .join(' ')}
      </p>
      {sheets.length > 1 && (
        <div className={classes['tabs']} role="group" aria-label={t('content.sheets')}>
          {sheets.map((each, index) => (
            <button
              key={each.name + String(index)}
              type="button"
              className={classes['tab']}
              aria-pressed={index === chosen}
              onClick={() => {
                setChosen(index)
              }}
            >
              {each.name}
            </button>
          ))}
        </div>
      )}
      <div className={classes['paper']} tabIndex={0} role="region" aria-label={name}>
        {(sheet === undefined || sheet.rows.length === 0) && (
          <p className={classes['note']}>{t('content.empty')}</p>
        )}
        {sheet !== undefined && sheet.rows.length > 0 && (
          <table className={classes['table']} aria-label={sheet.name}>
            <tbody>
              {sheet.rows.map(({ number, cells }) => (
                <tr key={number}>
                  <th scope="row" className={classes['rowNumber']}>
                    {number}
                  </th>
                  {cells.map((cell, column) => (
                    <td
                      key={column}
                      colSpan={cell.columns}
                      rowSpan={cell.rows}
                      className={cell.number ? classes['number'] : undefined}
                    >
                      {cell.number ? formatDecimal(cell.text) : cell.text}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {sheet?.cut === true && (
          <p className={classes['note']}>{t('content.rowsCut', { count: sheet.rows.length })}</p>
        )}
      </div>
    </>
  )
}
