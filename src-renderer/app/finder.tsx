import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { searchKey } from '../../shared/domain/text/vietnamese.ts'
import { Icon } from '../ui/icons.tsx'
import { useCurrentCycle } from './current-cycle.ts'
import { pages } from './pages.ts'
import { pathOfSheet } from './paths.ts'
import { useQueryCall } from './use-call.ts'

/** Ctrl+K: a page by its name, a sheet by its commune, with or without diacritics. */
export function Finder(): ReactElement {
  const { t } = useTranslation('common')
  const [, go] = useLocation()
  const { cycle } = useCurrentCycle()
  const sheets =
    useQueryCall('sheets.list', { cycle: cycle?.id ?? '' }, { enabled: cycle !== null }).data ?? []

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('find.pages'),
      actions: pages.map(({ key, path, icon }) => ({
        id: key,
        label: t(`pages.${key}`),
        leftSection: <Icon name={icon} />,
        onClick: () => {
          go(path)
        },
      })),
    },
    {
      group: t('find.sheets'),
      actions: sheets.map(({ assessment, unitName, districtName }) => ({
        id: assessment,
        label: unitName,
        description: districtName,
        leftSection: <Icon name="sheet" />,
        onClick: () => {
          go(pathOfSheet(assessment))
        },
      })),
    },
  ]

  return (
    <Spotlight
      actions={groups}
      shortcut={['mod + K']}
      limit={12}
      maxHeight="60dvh"
      scrollable
      nothingFound={t('find.nothing')}
      searchProps={{
        placeholder: t('find.placeholder'),
        'aria-label': t('find.placeholder'),
        leftSection: <Icon name="search" />,
      }}
      filter={(query, all) => {
        const wanted = searchKey(query)
        const fits = (text: string | undefined): boolean => searchKey(text ?? '').includes(wanted)
        return all
          .map((entry) => {
            if (!('actions' in entry)) return entry
            return {
              ...entry,
              actions: entry.actions.filter(({ label, description }) => fits(label) || fits(description)),
            }
          })
          .filter((entry) => !('actions' in entry) || entry.actions.length > 0)
      }}
    />
  )
}
