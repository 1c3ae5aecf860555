import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { readNumber } from '../../../../shared/domain/text/read-number.ts'
import { formatPoints } from '../../../../shared/domain/text/vietnamese.ts'
import { useCommand } from '../../../app/use-call.ts'
import type { HeadingWords } from '../../../ui/tables/headings.ts'
import { UnitTableDialog, type UnitReading } from '../../../ui/tables/unit-table-dialog.tsx'
import type { Participant } from './participant-dialog.tsx'

type Role = 'lastTotal' | 'lastStars'
type Cells = Readonly<Partial<Record<Role, string>>>

/** Only what says itself that it is last year's: this year's ranking has points and stars of its own. */
const headings: HeadingWords<Role> = [
  ['lastStars', /(sao|stars).*(nam truoc|last iear)|(nam truoc|last iear).*(sao|stars)/],
  ['lastTotal', /nam truoc|last iear/],
]

type Read = Readonly<{ lastTotal?: Hundredths; lastStars?: number }> | 'pointsUnreadable' | 'starsUnreadable'

function readCells({ lastTotal = '', lastStars = '' }: Cells): Read {
  const points = readNumber(lastTotal, 'points')
  if (lastTotal !== '' && !points.ok) return 'pointsUnreadable'
  const stars = lastStars === '' ? null : starsIn(lastStars)
  if (lastStars !== '' && stars === null) return 'starsUnreadable'
  return {
    ...(points.ok ? { lastTotal: points.value } : {}),
    ...(stars === null ? {} : { lastStars: stars }),
  }
}

/** "3", "3★", "★★★", "Đạt chuẩn 3★" are three. */
function starsIn(text: string): number | null {
  const drawn = /^★+$/.exec(text.replace(/\s/g, ''))
  if (drawn !== null) return drawn[0].length
  const found = /^(?:[\p{L}\s]*\s)?(\d{1,2})\s*(?:★|sao|stars?)?$/iu.exec(text)
  const stars = Number(found?.[1] ?? Number.NaN)
  return stars >= 0 && stars <= 10 ? stars : null
}

/** Last year's points and stars of many communes, pasted from Excel. */
export function ParticipantPaste({
  participants,
  onClose,
}: {
  participants: readonly Participant[]
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation('admin')
  const { mutateAsync } = useCommand('participants.saveMany')
  const byKey = new Map(participants.map((each) => [each.assessment as string, each]))
  const shown = (total: Hundredths | null, stars: number | null): string =>
    [total === null ? '' : formatPoints(total), stars === null ? '' : `${stars}★`]
      .filter((text) => text !== '')
      .join(' · ')

  function read(participant: Participant | undefined, cells: Cells): UnitReading {
    const old = { lastTotal: participant?.lastTotal ?? null, lastStars: participant?.lastStars ?? null }
    const before = shown(old.lastTotal, old.lastStars)
    const found = readCells(cells)
    if (typeof found === 'string')
      return { status: 'problem', before, remark: t(`participant.paste.${found}`) }
    if (Object.keys(found).length === 0) return { status: 'blank', before }
    const next = { ...old, ...found }
    const same = next.lastTotal === old.lastTotal && next.lastStars === old.lastStars
    return {
      status: same ? 'same' : 'change',
      before,
      after: shown(next.lastTotal, next.lastStars),
      remark: '',
    }
  }

  return (
    <UnitTableDialog<Role>
      title={t('participant.paste.title')}
      hint={t('participant.paste.hint')}
      units={participants.map(({ assessment, unit }) => ({
        key: assessment,
        name: unit.name,
        within: unit.path[0] ?? '',
      }))}
      headings={headings}
      inOrder={[]}
      roles={[
        { value: 'lastTotal', label: t('participant.lastTotal') },
        { value: 'lastStars', label: t('participant.lastStars') },
      ]}
      read={({ key }, cells) => read(byKey.get(key), cells)}
      keep={(lines) =>
        mutateAsync({
          participants: lines.flatMap(({ unit, cells }) => {
            const participant = byKey.get(unit.key)
            const found = readCells(cells)
            return participant === undefined || typeof found === 'string'
              ? []
              : [{ assessment: participant.assessment, ...found }]
          }),
        })
      }
      onClose={onClose}
    />
  )
}
