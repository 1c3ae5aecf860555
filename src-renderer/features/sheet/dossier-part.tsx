import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { Badge } from '../../ui/badge.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { firstPageOf } from '../../ui/evidence/open-document.ts'
import { DocumentPreview } from '../../ui/evidence/document-preview.tsx'
import { EvidenceList } from '../../ui/evidence/evidence-list.tsx'
import classes from './sheet.module.css'
import type { Sheet } from './use-sheet.ts'
import { periodYears } from './period-years.ts'

/** Hồ sơ đề nghị: the papers that go with the sheet, each present or not. */
export function DossierPart({ sheet }: { sheet: Sheet }): ReactElement {
  const { t } = useTranslation('sheet')
  const { view, behalf } = sheet
  const [chosen, setChosen] = useState<{ document: DocumentView; page: number } | null>(null)
  if (view.dossier.length === 0) {
    return <EmptyState icon="document" title={t('dossier.empty')} />
  }
  return (
    <div className={classes['part']}>
      <ol className={classes['papers']} data-region="dossier">
        {view.dossier.map(({ index, name, documents }) => (
          <li key={index} className={classes['paper']}>
            <div className={classes['paperHead']}>
              <strong>
                {index}. {name}
              </strong>
              {documents > 0 ? (
                <Badge tone="good">{t('dossier.present')}</Badge>
              ) : (
                <Badge tone="warn">{t('dossier.missing')}</Badge>
              )}
            </div>
            <EvidenceList
              unit={view.unit}
              assessment={view.assessment}
              target={`dossier-${index}` as CriterionId}
              years={periodYears(view.period)}
              mayChange={view.may.score || behalf !== null}
              onBehalf={behalf ?? undefined}
              chosen={chosen?.document ?? null}
              onChoose={(document, link) => {
                setChosen(document === null ? null : { document, page: firstPageOf(link.pages) })
              }}
            />
          </li>
        ))}
      </ol>
      <div className={classes['paperPreview']} data-region="preview">
        {chosen === null ? (
          <p className={classes['soft']}>{t('dossier.choose')}</p>
        ) : (
          <DocumentPreview key={chosen.document.id} document={chosen.document} startPage={chosen.page} />
        )}
      </div>
    </div>
  )
}
