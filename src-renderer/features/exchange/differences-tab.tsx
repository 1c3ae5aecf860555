import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { pathOfSheet } from '../../app/paths.ts'
import { useMay } from '../../app/session.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import classes from './differences-tab.module.css'

type Difference = Output<'differences.list'>[number]
type Choice = { difference: Difference; entry: EntryId; reading: string }

/** "Số liệu khác nhau, cần chọn": every value with its author; an approver chooses. */
export function DifferencesTab(): ReactElement {
  const { t } = useTranslation('exchange')
  const { data, error, refetch } = useQueryCall('differences.list', {})
  const mayChoose = useMay('approve')
  const choose = useCommand('differences.choose')
  const [choice, setChoice] = useState<Choice | null>(null)

  function write(reason: string): void {
    if (choice === null) return
    const { scope, entity, id, field, values } = choice.difference
    choose.mutate(
      {
        scope,
        entity,
        id,
        field,
        choose: choice.entry,
        seen: values.map(({ author }) => author.entry),
        ...(reason === '' ? {} : { reason }),
      },
      {
        onSuccess: () => {
          setChoice(null)
          notifyDone(t('differences.chosen'))
        },
      },
    )
  }

  if (error !== null) return <ErrorSentence error={error} onRetry={() => void refetch()} />
  if (data?.length === 0) {
    return (
      <Card>
        <EmptyState icon="check" title={t('differences.none')}>
          {t('differences.noneHint')}
        </EmptyState>
      </Card>
    )
  }
  return (
    <>
      {!mayChoose && data !== undefined && <p className={classes['soft']}>{t('differences.mayNot')}</p>}
      {(data ?? []).map((difference) => (
        <Card
          key={`${difference.entity} ${difference.id} ${difference.field}`}
          title={
            <>
              {difference.unitName} <span className={classes['label']}>{difference.label}</span>
            </>
          }
          actions={
            difference.assessment !== null && (
              <Button
                component={Link}
                size="compact-md"
                variant="subtle"
                href={pathOfSheet(difference.assessment, difference.criterion ?? undefined)}
              >
                {t('differences.openSheet')}
              </Button>
            )
          }
        >
          <ul className={classes['values']}>
            {difference.values.map(({ reading, author }) => (
              <li key={author.entry} className={classes['value']}>
                <div className={classes['words']}>
                  <span className={classes['reading']}>
                    {reading}{' '}
                    {author.entry === difference.shown && (
                      <Badge tone="quiet">{t('differences.shown')}</Badge>
                    )}
                  </span>
                  <AuthorLine author={author} />
                </div>
                <Button
                  variant="default"
                  disabled={!mayChoose}
                  onClick={() => {
                    choose.reset()
                    setChoice({ difference, entry: author.entry, reading })
                  }}
                >
                  {t('differences.choose')}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      ))}
      <ConfirmDialog
        opened={choice !== null}
        title={t('differences.confirmTitle')}
        confirm={t('differences.choose')}
        reason="optional"
        busy={choose.isPending}
        onConfirm={write}
        onClose={() => {
          setChoice(null)
        }}
      >
        <p>{choice?.reading}</p>
        <p className={classes['soft']}>{t('differences.confirmHint')}</p>
        <ErrorSentence error={choose.error} />
      </ConfirmDialog>
    </>
  )
}
