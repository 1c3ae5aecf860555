import { Button, Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckView } from '../../../../shared/contract/checks.ts'
import { useCommand } from '../../../app/use-call.ts'
import { AuthorLine } from '../../../ui/author-line.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { notifyDone, notifyError } from '../../../ui/notify.tsx'
import classes from './checks.module.css'
import { PartList } from './part-list.tsx'

type Props = {
  item: CheckView
  mayMark: boolean
  chosen: boolean
  onChoose: (on: boolean) => void
  onMark: () => void
}

/** One finding: what was found, where exactly, and whether somebody has seen it. */
export function CheckItem({ item, mayMark, chosen, onChoose, onMark }: Props): ReactElement {
  const { t } = useTranslation('review')
  const title = useTitle(item)
  const unmark = useCommand('checks.unmark')
  return (
    <li className={classes['item']}>
      {mayMark && item.state !== 'seen' && (
        <Checkbox
          className={classes['box'] ?? ''}
          aria-label={t('checks.choose', { title })}
          checked={chosen}
          onChange={(event) => {
            onChoose(event.currentTarget.checked)
          }}
        />
      )}
      <div className={classes['words']}>
        <div className={classes['head']}>
          <h2 className={classes['title']}>{title}</h2>
          <Badge tone="quiet">{t(`checks.kinds.${item.kind}`)}</Badge>
          {item.state === 'again' && <Badge tone="warn">{t('checks.again')}</Badge>}
        </div>
        <PartList item={item} />
        {item.seenBy !== null && (
          <p className={classes['seen']}>
            {t(item.state === 'seen' ? 'checks.seenBy' : 'checks.seenBefore')}{' '}
            <AuthorLine author={item.seenBy} />
          </p>
        )}
      </div>
      {mayMark &&
        (item.state === 'seen' ? (
          <Button
            variant="subtle"
            loading={unmark.isPending}
            onClick={() => {
              unmark.mutate(
                { id: item.id },
                {
                  onSuccess: () => {
                    notifyDone(t('checks.unmarked'))
                  },
                  onError: notifyError,
                },
              )
            }}
          >
            {t('checks.unmark')}
          </Button>
        ) : (
          <Button variant="default" onClick={onMark}>
            {t('checks.mark')}
          </Button>
        ))}
    </li>
  )
}

/** A sentence that says what there is, and blames nobody. */
function useTitle(item: CheckView): string {
  const { t } = useTranslation('review')
  const [first] = item.parts
  const unit = item.units[0]?.name ?? ''
  const values = {
    unit,
    units: formatCount(item.unitCount),
    count: item.count,
    formatted: formatCount(item.count),
    device: first?.deviceName ?? '',
    time: first?.time == null ? '' : formatTime(first.time),
  }
  if (item.kind === 'sameFile' || item.kind === 'sameNumber') {
    const shared = item.shared[0] ?? 'documents'
    return t(`checks.title.${item.kind}.${shared}`, values)
  }
  if (item.kind === 'uncounted') {
    const what = first?.what === 'forked' ? 'forked' : 'overstep'
    return t(`checks.title.uncounted.${what}`, { ...values, count: first?.count ?? 0 })
  }
  return t(`checks.title.${item.kind}`, values)
}
