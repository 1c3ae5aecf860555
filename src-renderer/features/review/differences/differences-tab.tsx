import { useEffect, useLayoutEffect, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount } from '../../../ui/format.ts'
import { DifferenceDetail } from './difference-detail.tsx'
import classes from './differences.module.css'

type Row = Output<'differences.list'>['items'][number]

/** "Số liệu khác nhau, cần chọn": the list at the left, one of them at the right. F9 goes on, wherever the keyboard is. */
export function DifferencesTab(): ReactElement {
  const { t } = useTranslation('review')
  const { data, error, refetch } = useQueryCall('differences.list', {})
  const [chosen, setChosen] = useState<string | null>(null)
  /** Where the list stood when the chosen one was decided and left it. */
  const [at, setAt] = useState(0)
  const items = data?.items ?? []
  const found = items.findIndex((item) => keyOf(item) === chosen)
  const place = found >= 0 ? found : Math.min(at, Math.max(0, items.length - 1))
  const current = items[place]
  const list = useRef<HTMLOListElement>(null)

  function go(index: number): void {
    const item = items[index]
    if (item === undefined) return
    setAt(index)
    setChosen(keyOf(item))
  }

  const step = useRef<(by: 1 | -1) => void>(() => undefined)
  useLayoutEffect(() => {
    step.current = (by) => {
      go(Math.min(Math.max(0, place + by), items.length - 1))
    }
  })
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      if (event.key !== 'F9' || event.isComposing || event.ctrlKey || event.altKey) return
      if (document.querySelector('[role="dialog"]') !== null) return
      event.preventDefault()
      step.current(event.shiftKey ? -1 : 1)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  const currentKey = current === undefined ? '' : keyOf(current)
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [currentKey])

  if (error !== null) return <ErrorSentence error={error} onRetry={() => void refetch()} />
  if (data?.total === 0) {
    return (
      <p className={classes['none']} role="status">
        <strong>{t('differences.none')}.</strong> {t('differences.noneHint')}
      </p>
    )
  }
  return (
    <div className={classes['desk']}>
      <div className={classes['side']}>
        <p className={classes['count']} role="status">
          {t('differences.count', { count: data?.total ?? 0, formatted: formatCount(data?.total ?? 0) })}
          <span className={classes['soft']}>{t('differences.keys')}</span>
        </p>
        <ol
          ref={list}
          className={classes['list']}
          aria-label={t('differences.list')}
          data-region="differences"
          onKeyDown={(event) => {
            const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
            if (by === 0) return
            event.preventDefault()
            const next = Math.min(Math.max(0, place + by), items.length - 1)
            go(next)
            list.current?.querySelectorAll<HTMLElement>('button')[next]?.focus()
          }}
        >
          {items.map((item, index) => (
            <li key={keyOf(item)}>
              <button
                type="button"
                className={classes['item']}
                aria-current={index === place}
                tabIndex={index === place ? 0 : -1}
                onClick={() => {
                  go(index)
                }}
              >
                <span className={classes['unit']}>{item.unitName}</span>
                <span className={classes['label']}>{item.label}</span>
                {item.kind === 'decision' && <Badge>{t('differences.decision')}</Badge>}
              </button>
            </li>
          ))}
        </ol>
      </div>
      {current !== undefined && (
        <DifferenceDetail
          key={currentKey}
          place={current}
          position={place + 1}
          total={items.length}
          onStep={(by) => {
            step.current(by)
          }}
          onDecided={() => {
            setAt(place)
            setChosen(null)
          }}
        />
      )}
    </div>
  )
}

function keyOf({ scope, entity, id, field }: Row): string {
  return [scope, entity, id, field].join(' ')
}
