import type { TFunction } from 'i18next'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CheckPart, CheckView } from '../../../../shared/contract/checks.ts'
import { pathOfDocument, pathOfSheet, paths } from '../../../app/paths.ts'
import { formatDay, formatPoints, formatTime } from '../../../ui/format.ts'
import classes from './checks.module.css'

/** What a finding names, with the ways to it: a line each, but what one document proves stands behind that document. */
export function PartList({ item }: { item: CheckView }): ReactElement {
  const { t } = useTranslation('review')
  const lines = linesOf(item, t)
  const more = item.count - item.parts.length
  const title = commonTitle(lines)
  return (
    <>
      {title !== null && <p className={classes['common']}>{t('checks.document', { title })}</p>}
      <ul className={classes['parts']}>
        {lines.map((line, index) => (
          <li key={index}>
            <PartLine item={item} line={line} titled={title === null} />
          </li>
        ))}
        {more > 0 && <li className={classes['soft']}>{t('checks.more', { count: more })}</li>}
      </ul>
    </>
  )
}

/** Parts of one document and with the same facts. */
type Line = Readonly<{ parts: readonly [CheckPart, ...CheckPart[]]; facts: string }>

function linesOf(item: CheckView, t: TFunction<'review'>): Line[] {
  const lines: Line[] = []
  for (const part of item.parts) {
    const facts = factsOf(item, part, t)
    const at = lines.findIndex(
      (line) => part.document !== null && line.parts[0].document === part.document && line.facts === facts,
    )
    const known = lines[at]
    if (known === undefined) lines.push({ parts: [part], facts })
    else lines[at] = { ...known, parts: [...known.parts, part] }
  }
  return lines
}

/** A title that every line would say again. */
function commonTitle(lines: readonly Line[]): string | null {
  const titles = new Set(lines.map(({ parts: [{ documentTitle }] }) => documentTitle))
  const [title = ''] = titles
  return lines.length > 1 && titles.size === 1 && title !== '' ? title : null
}

/** More criteria than these stand there by their codes alone. */
const mostNamed = 3

function PartLine({ item, line, titled }: { item: CheckView; line: Line; titled: boolean }): ReactElement {
  const { t } = useTranslation('review')
  const { parts, facts } = line
  const [first] = parts
  const pieces: ReactNode[] = []
  if (item.unitCount > 1) pieces.push(first.unitName)
  const sheets = parts.flatMap(({ assessment, target, targetLabel }, index) => {
    if (assessment === null) return []
    const code = item.parts.length > mostNamed ? codeOf(targetLabel) : null
    return [
      <Link
        key={index}
        href={pathOfSheet(assessment, target ?? undefined)}
        {...(code === null ? {} : { title: targetLabel, 'aria-label': targetLabel })}
      >
        {targetLabel === '' ? t('openSheet') : (code ?? targetLabel)}
      </Link>,
    ]
  })
  if (sheets.length > 0) pieces.push(<Joined pieces={sheets} by="; " />)
  if (first.document !== null)
    pieces.push(
      <Link href={pathOfDocument(first.document)}>
        {!titled || first.documentTitle === '' ? t('openDocument') : first.documentTitle}
      </Link>,
    )
  if (first.device !== null && first.assessment === null)
    pieces.push(
      <Link href={paths.devices}>
        {t('checks.device', { device: first.deviceName, unit: first.unitName })}
      </Link>,
    )
  return (
    <span>
      <Joined pieces={pieces} by=" – " />
      {facts !== '' && <span className={classes['soft']}> ({facts})</span>}
    </span>
  )
}

/** "2.10" of "2.10 Hồ sơ nộp trực tuyến", "Hồ sơ 5" of "Hồ sơ 5: Văn bản phê duyệt"; null where it has none. */
function codeOf(label: string): string | null {
  const [, code] = /^(\d\S*|[^:]*\d)(?=[ :])/.exec(label) ?? []
  return code?.replace(/\.$/, '') ?? null
}

function Joined({ pieces, by }: { pieces: readonly ReactNode[]; by: string }): ReactElement {
  return (
    <>
      {pieces.map((piece, index) => (
        <span key={index}>
          {index > 0 && by}
          {piece}
        </span>
      ))}
    </>
  )
}

const day = 86_400_000

/** The figures behind a part: a date, points before and after, how far a clock is off. */
function factsOf(item: CheckView, part: CheckPart, t: TFunction<'review'>): string {
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
  return facts.join('; ')
}

/** Where years are compared, each part says which. */
function several({ shared }: CheckView): boolean {
  return shared.includes('years')
}
