import { Button, Group, SegmentedControl, Select, Skeleton } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { checkKinds, type CheckKind } from '../../../../shared/domain/checks.ts'
import type { UnitId } from '../../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../../app/current-cycle.ts'
import { useMay, useSession } from '../../../app/session.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount } from '../../../ui/format.ts'
import { CheckItem } from './check-item.tsx'
import classes from './checks.module.css'
import { MarkDialog } from './mark-dialog.tsx'
import { SearchSelect } from '../../../ui/search-select.tsx'

type State = 'open' | 'seen' | 'all'
const pageSize = 25
/** While the program is still looking things through, the list is asked for again. */
const askAgainMilliseconds = 1500

/** "Điều cần xem lại": what the program found by comparing; each marked as seen with a reason. */
export function ChecksTab(): ReactElement {
  const { t } = useTranslation(['review', 'common'])
  const { cycle } = useCurrentCycle()
  const mayMark = useMay('appraise')
  const [state, setState] = useState<State>('open')
  const [kind, setKind] = useState<CheckKind | null>(null)
  const [unit, setUnit] = useState<UnitId | null>(null)
  const [page, setPage] = useState(0)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [marking, setMarking] = useState<readonly string[]>([])
  const { data, error, refetch } = useQueryCall(
    'checks.list',
    {
      ...{ cycle: cycle?.id ?? null, state, offset: page * pageSize, limit: pageSize },
      ...(kind === null ? {} : { kind }),
      ...(unit === null ? {} : { unit }),
    },
    { keepPrevious: true },
  )
  const pending = data?.pending ?? 0
  useEffect(() => {
    if (pending === 0) return
    const timer = setTimeout(() => void refetch(), askAgainMilliseconds)
    return () => {
      clearTimeout(timer)
    }
  }, [pending, data, refetch])

  function startAnew(): void {
    setPage(0)
    setChosen(new Set())
  }

  const counts = new Map(data?.counts.map((each) => [each.kind, each]))
  const countOf = (each: CheckKind): number => {
    const { open = 0, seen = 0 } = counts.get(each) ?? {}
    return state === 'open' ? open : state === 'seen' ? seen : open + seen
  }
  const total = data?.total ?? 0
  const items = data?.items ?? []
  const markable = items.filter((item) => item.state !== 'seen')
  return (
    <div className={classes['page']}>
      <div className={classes['bar']}>
        <SegmentedControl
          value={state}
          aria-label={t('checks.show')}
          data={(['open', 'seen', 'all'] as const).map((value) => ({
            value,
            label: t(`checks.state.${value}`),
          }))}
          onChange={(value) => {
            setState(value)
            startAnew()
          }}
        />
        <Select
          className={classes['chooser'] ?? ''}
          aria-label={t('checks.kind')}
          placeholder={t('checks.everyKind')}
          clearable
          value={kind}
          data={checkKinds
            .filter((each) => countOf(each) > 0 || each === kind)
            .map((value) => ({
              value,
              label: t('checks.kindCount', { kind: t(`checks.kinds.${value}`), count: countOf(value) }),
            }))}
          onChange={(value) => {
            setKind(value)
            startAnew()
          }}
        />
        <CommuneChooser
          value={unit}
          onChange={(value) => {
            setUnit(value)
            startAnew()
          }}
        />
        {mayMark && chosen.size > 0 && (
          <Button
            onClick={() => {
              setMarking([...chosen])
            }}
          >
            {t('checks.markMany', { count: chosen.size })}
          </Button>
        )}
      </div>
      {pending > 0 && (
        <p className={classes['soft']} role="status">
          {t('checks.pending', { count: pending, formatted: formatCount(pending) })}
        </p>
      )}
      {error !== null && <ErrorSentence error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height="8rem" />}
      {data !== undefined && items.length === 0 && (
        <Card>
          <EmptyState icon="check" title={t(state === 'seen' ? 'checks.noneSeen' : 'checks.none')}>
            {t('checks.noneHint')}
          </EmptyState>
        </Card>
      )}
      {items.length > 0 && (
        <>
          <p className={classes['soft']}>{t('checks.notice')}</p>
          <ul className={classes['list']} aria-label={t('checks.tab')}>
            {items.map((item) => (
              <CheckItem
                key={item.id}
                item={item}
                mayMark={mayMark}
                chosen={chosen.has(item.id)}
                onChoose={(on) => {
                  const next = new Set(chosen)
                  if (on) next.add(item.id)
                  else next.delete(item.id)
                  setChosen(next)
                }}
                onMark={() => {
                  setMarking([item.id])
                }}
              />
            ))}
          </ul>
          <Group gap="sm">
            <Button
              variant="default"
              disabled={page === 0}
              onClick={() => {
                setPage(page - 1)
              }}
            >
              {t('checks.pageBefore')}
            </Button>
            <Button
              variant="default"
              disabled={(page + 1) * pageSize >= total}
              onClick={() => {
                setPage(page + 1)
              }}
            >
              {t('checks.pageNext')}
            </Button>
            <span className={classes['soft']}>
              {t('checks.pages', {
                from: formatCount(page * pageSize + 1),
                to: formatCount(page * pageSize + items.length),
                total: formatCount(total),
              })}
            </span>
            {mayMark && markable.length > 1 && (
              <Button
                variant="subtle"
                onClick={() => {
                  setChosen(chosen.size === 0 ? new Set(markable.map(({ id }) => id)) : new Set())
                }}
              >
                {t(chosen.size === 0 ? 'checks.chooseAll' : 'checks.chooseNone')}
              </Button>
            )}
          </Group>
        </>
      )}
      <MarkDialog
        ids={marking}
        onClose={() => {
          setMarking([])
        }}
        onDone={() => {
          setMarking([])
          setChosen(new Set())
        }}
      />
    </div>
  )
}

/** Offices above communes may look at one of them. */
function CommuneChooser({
  value,
  onChange,
}: {
  value: UnitId | null
  onChange: (unit: UnitId | null) => void
}): ReactElement | null {
  const { t } = useTranslation(['review', 'common'])
  const { unit } = useSession()
  const above = unit.level !== 'commune'
  const below = useQueryCall(
    'units.below',
    { unit: unit.id, communes: true, everyDay: true },
    { enabled: above },
  )
  if (!above) return null
  return (
    <SearchSelect
      className={classes['chooser'] ?? ''}
      aria-label={t('checks.commune')}
      placeholder={t('checks.everyCommune')}
      clearable
      limit={50}
      value={value}
      data={(below.data ?? []).map((each) => ({ value: each.id, label: each.name }))}
      onChange={onChange}
    />
  )
}
