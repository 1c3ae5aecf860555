import { Button, Group, Skeleton } from '@mantine/core'
import { type ReactElement, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { compareCriteria } from '../../../../shared/domain/criteria-compare.ts'
import type { CriteriaVersion } from '../../../../shared/domain/criteria.ts'
import { useOperation, useQueryCall } from '../../../app/use-call.ts'
import { useSaveFiles } from '../../../app/use-save.ts'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { Icon } from '../../../ui/icons.tsx'
import { Comparison } from './compare/comparison.tsx'
import { CriteriaContentView } from './criteria-content-view.tsx'

/** A published set, to read and to take into Excel. */
export function PublishedCriteria({ id, back }: { id: string; back: string }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const version = useQueryCall('criteria.version', { version: id })
  const template = useOperation('criteria.template')
  const save = useSaveFiles()

  async function toExcel(): Promise<void> {
    const file = await template.run({ version: id }).catch(() => null)
    if (file !== null) await save([file])
  }

  return (
    <>
      <Group justify="space-between">
        <Button component={Link} href={back} variant="subtle" leftSection={<Icon name="left" />}>
          {t('criteria.back')}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          loading={template.running}
          onClick={() => void toExcel()}
        >
          {t('criteria.toExcel')}
        </Button>
      </Group>
      <ErrorSentence error={version.error ?? template.error} />
      {version.data === undefined ? (
        version.error === null && <Skeleton height="20rem" />
      ) : (
        <>
          <Card title={`${version.data.content.title} (${version.data.label})`}>
            <CriteriaContentView content={version.data.content} />
          </Card>
          {version.data.history !== undefined && (
            <SinceBefore version={version.data} previous={version.data.history.previous} />
          )}
        </>
      )}
    </>
  )
}

/** What the version changed, for those who score by it. */
function SinceBefore({ version, previous }: { version: CriteriaVersion; previous: string }): ReactElement {
  const before = useQueryCall('criteria.version', { version: previous })
  const comparison = useMemo(
    () => (before.data === undefined ? null : compareCriteria(before.data.content, version.content)),
    [before.data, version.content],
  )
  if (before.data === undefined || comparison === null) return <ErrorSentence error={before.error} />
  return (
    <Comparison
      before={before.data}
      after={version}
      comparison={comparison}
      marks={version.history?.marks ?? {}}
    />
  )
}
