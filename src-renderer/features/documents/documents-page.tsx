import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { ownerOf, type DocumentId, type UnitId } from '../../../shared/domain/ids.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { partOfAddress } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { Library } from './library.tsx'
import { SearchSelect } from '../../ui/search-select.tsx'

const keptCommune = 'documents-commune'

/** Tài liệu minh chứng: the library of one commune. An office above chooses the commune. */
export function DocumentsPage(): ReactElement {
  const { t } = useTranslation(['documents', 'common'])
  const { unit } = useSession()
  const { cycle, loading } = useCurrentCycle()
  const address = useParams<{ document?: string }>()
  const wanted = partOfAddress(address.document) as DocumentId | undefined
  const above = unit.level !== 'commune'
  const sheets = useQueryCall('sheets.list', { cycle: cycle?.id ?? '' }, { enabled: cycle !== null && above })
  const communes = (sheets.data ?? []).toSorted((a, b) => compareVietnamese(a.unitName, b.unitName))
  const [chosen, setChosen] = useState<UnitId | null>(() =>
    wanted === undefined ? (sessionStorage.getItem(keptCommune) as UnitId | null) : ownerOf(wanted),
  )
  const commune = above ? (communes.find((each) => each.unit === chosen) ?? communes[0])?.unit : unit.id

  const chooser = above && communes.length > 0 && (
    <SearchSelect
      aria-label={t('commune')}
      w="18rem"
      data={communes.map(({ unit: value, unitName }) => ({ value: value, label: unitName }))}
      value={commune ?? null}
      onChange={(value) => {
        setChosen(value)
        if (value !== null) sessionStorage.setItem(keptCommune, value)
      }}
    />
  )
  if (commune === undefined) {
    return (
      <PageFrame title={t('common:pages.documents')}>
        {!loading && !sheets.isLoading && (
          <EmptyState icon="document" title={t('empty.title')}>
            {t(cycle === null ? 'empty.noCycle' : 'empty.noCommune')}
          </EmptyState>
        )}
      </PageFrame>
    )
  }
  return (
    <PageFrame title={t('common:pages.documents')} layout="fill" actions={chooser}>
      <Library key={`${commune} ${wanted ?? ''}`} commune={commune} wanted={wanted ?? null} />
    </PageFrame>
  )
}
