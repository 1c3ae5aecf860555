import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { searchKey } from '../../shared/domain/text/vietnamese.ts'
import { Icon } from '../ui/icons.tsx'
import { useCurrentCycle } from './current-cycle.ts'
import { pathOfSheet } from './paths.ts'
import { placesFor } from './places.ts'
import { useQueryCall } from './use-call.ts'
import { useViewer } from './viewer.ts'

/** Ctrl+K: a page by its name of today or of earlier, a sheet by its commune, with or without diacritics. */
export function Finder(): ReactElement {
  const { t } = useTranslation('common')
  const [, go] = useLocation()
  const { cycle } = useCurrentCycle()
  const places = placesFor(useViewer())
  const sheets =
    useQueryCall('sheets.list', { cycle: cycle?.id ?? '' }, { enabled: cycle !== null }).data ?? []

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('find.pages'),
      actions: places.flatMap(({ key, icon, tabs }) =>
        tabs.map(({ page, path }) => ({
          id: page,
          label: t(`pages.${page}`),
          description: tabs.length > 1 ? t(`places.${key}`) : '',
          keywords: t(`find.formerly.${page}`, { defaultValue: '' }),
          leftSection: <Icon name={icon} />,
          onClick: () => {
            go(path)
          },
        })),
      ),
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
        const fits = (text: string | string[] | undefined): boolean =>
          searchKey([text ?? ''].flat().join(' ')).includes(wanted)
        return all
          .map((entry) => {
            if (!('actions' in entry)) return entry
            return {
              ...entry,
              actions: entry.actions.filter(
                ({ label, description, keywords }) => fits(label) || fits(description) || fits(keywords),
              ),
            }
          })
          .filter((entry) => !('actions' in entry) || entry.actions.length > 0)
      }}
    />
  )
}
