import { Button, Group } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { pathOfItem, paths } from '../../../app/paths.ts'
import { useMay } from '../../../app/session.ts'
import { useOperation, useQueryCall } from '../../../app/use-call.ts'
import { useSaveFiles } from '../../../app/use-save.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount, formatDate, formatPoints, formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { ProgressDialog } from '../../../ui/progress-dialog.tsx'
import { SampleNotice } from '../../../ui/sample-notice.tsx'
import { CriteriaDraft } from './criteria-draft.tsx'
import { CriteriaImport } from './criteria-import.tsx'
import classes from './criteria.module.css'
import { NewDraft } from './new-draft.tsx'
import { PublishedCriteria } from './published-criteria.tsx'

/** Address of one criteria set, published or draft, inside this page. */
function pathOfSet(id: string): string {
  return pathOfItem(paths.criteria, id)
}

/** Published sets and drafts; one of them when the address names it. */
export function CriteriaTab({ named }: { named: string | null }): ReactElement {
  const mayManage = useMay('manageCriteria')
  const drafts = useQueryCall('criteria.drafts', {}, { enabled: mayManage })
  const draft = drafts.data?.find(({ id }) => id === named)
  if (draft !== undefined) return <CriteriaDraft key={draft.id} draft={draft} back={paths.criteria} />
  // A draft that was just published or discarded is not there any more: the list shows.
  if (named?.includes(':') === true) return <PublishedCriteria id={named} back={paths.criteria} />
  return <CriteriaLists mayManage={mayManage} />
}

function CriteriaLists({ mayManage }: { mayManage: boolean }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const versions = useQueryCall('criteria.versions', {})
  const drafts = useQueryCall('criteria.drafts', {}, { enabled: mayManage })
  const template = useOperation('criteria.template')
  const save = useSaveFiles()

  async function saveTemplate(): Promise<void> {
    const file = await template.run({}).catch(() => null)
    if (file !== null) await save([file])
  }

  return (
    <>
      {mayManage && (
        <Card
          title={t('criteria.drafts')}
          actions={
            <Group gap="sm">
              <Button
                variant="default"
                leftSection={<Icon name="download" />}
                loading={template.running}
                onClick={() => void saveTemplate()}
              >
                {t('criteria.template')}
              </Button>
              <NewDraft versions={versions.data ?? []} pathOfDraft={pathOfSet} />
            </Group>
          }
        >
          <CriteriaImport pathOfDraft={pathOfSet} />
          <ErrorSentence error={template.error ?? drafts.error} />
          <ul className={classes['list']}>
            {(drafts.data ?? []).map((draft) => (
              <li key={draft.id}>
                <Link href={pathOfSet(draft.id)} className={classes['item']}>
                  <Icon name="edit" />
                  <span className={classes['words']}>
                    <strong>{draft.content.title}</strong>
                    <span className={classes['soft']}>
                      {t('criteria.draftFacts', {
                        label: draft.label,
                        name: draft.changedBy,
                        time: formatTime(draft.changed),
                      })}
                    </span>
                  </span>
                  <Icon name="right" />
                </Link>
              </li>
            ))}
          </ul>
          <ProgressDialog
            title={t('criteria.template')}
            running={template.running}
            progress={template.progress}
            onCancel={template.cancel}
          />
        </Card>
      )}
      <Card title={t('criteria.published')}>
        <ErrorSentence error={versions.error} />
        {versions.data?.length === 0 && (
          <EmptyState icon="sheet" title={t('criteria.none')}>
            {t(mayManage ? 'criteria.noneManage' : 'criteria.noneWait')}
          </EmptyState>
        )}
        <ul className={classes['list']}>
          {(versions.data ?? []).map((version) => (
            <li key={version.id}>
              <Link href={pathOfSet(version.id)} className={classes['item']}>
                <Icon name="sheet" />
                <span className={classes['words']}>
                  <strong>{version.title}</strong>
                  <span className={classes['soft']}>
                    {t('criteria.versionFacts', {
                      label: version.label,
                      publisher: version.publisherName,
                      day: formatDate(version.published),
                      criteria: formatCount(version.criteria),
                      points: formatPoints(version.max),
                    })}
                  </span>
                  <SampleNotice notice={version.notice} />
                </span>
                <Icon name="right" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
