import { Button, Checkbox } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CheckPart, CheckView } from '../../../../shared/contract/checks.ts'
import { pathOfDocument, pathOfSheet, pathOfTab, paths } from '../../../app/paths.ts'
import { useCommand } from '../../../app/use-call.ts'
import { AuthorLine } from '../../../ui/author-line.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { formatCount, formatDay, formatPoints, formatTime } from '../../../ui/format.ts'
import { notifyDone, notifyError } from '../../../ui/notify.tsx'
import classes from './checks.module.css'

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
  const more = item.count - item.parts.length
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
        <ul className={classes['parts']}>
          {item.parts.map((part, index) => (
            <li key={index}>
              <PartLine item={item} part={part} />
            </li>
          ))}
          {more > 0 && <li className={classes['soft']}>{t('checks.more', { count: more })}</li>}
        </ul>
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

/** One part with a way to it. */
function PartLine({ item, part }: { item: CheckView; part: CheckPart }): ReactElement {
  const { t } = useTranslation('review')
  const links: ReactNode[] = []
  const several = item.unitCount > 1
  if (several) links.push(part.unitName)
  if (part.assessment !== null)
    links.push(
      <Link key="sheet" href={pathOfSheet(part.assessment, part.target ?? undefined)}>
        {part.targetLabel === '' ? t('openSheet') : part.targetLabel}
      </Link>,
    )
  if (part.document !== null)
    links.push(
      <Link key="document" href={pathOfDocument(part.document)}>
        {part.documentTitle === '' ? t('openDocument') : part.documentTitle}
      </Link>,
    )
  if (part.device !== null && part.assessment === null)
    links.push(
      <Link key="device" href={pathOfTab(paths.exchange, 'devices')}>
        {t('checks.device', { device: part.deviceName, unit: part.unitName })}
      </Link>,
    )
  return (
    <span>
      {links.map((link, index) => (
        <span key={index}>
          {index > 0 && ' – '}
          {link}
        </span>
      ))}
      <PartFacts item={item} part={part} />
    </span>
  )
}

const day = 86_400_000

/** The figures behind a part: a date, points before and after, how far a clock is off. */
function PartFacts({ item, part }: { item: CheckView; part: CheckPart }): ReactElement | null {
  const { t } = useTranslation('review')
  const facts: string[] = []
  if (part.day !== null) facts.push(t('checks.facts.dated', { day: formatDay(part.day) }))
  if (part.to !== null)
    facts.push(
      part.from === null
        ? t('checks.facts.pointsFromNothing', { to: formatPoints(part.to) })
        : t('checks.facts.points', { from: formatPoints(part.from), to: formatPoints(part.to) }),
    )
  if (item.kind === 'clock' && part.off !== null) {
    const days = Math.max(1, Math.round(part.off / day))
    facts.push(
      t(part.what === 'ahead' ? 'checks.facts.ahead' : 'checks.facts.back', { count: part.count ?? 1, days }),
    )
  }
  if ((item.kind === 'late' || item.kind === 'afterAcceptance') && part.time !== null)
    facts.push(t('checks.facts.changed', { what: part.whatLabel, time: formatTime(part.time) }))
  if (item.kind === 'silent' && part.time !== null)
    facts.push(t('checks.facts.lastSign', { time: formatTime(part.time) }))
  if (several(item) && part.cycleName !== '') facts.push(part.cycleName)
  return facts.length === 0 ? null : <span className={classes['soft']}> ({facts.join('; ')})</span>
}

/** Where years are compared, each part says which. */
function several({ shared }: CheckView): boolean {
  return shared.includes('years')
}
