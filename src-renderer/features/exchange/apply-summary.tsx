import { Button } from '@mantine/core'
import { type ReactElement, useCallback, useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import { paths } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount } from '../../ui/format.ts'
import { AnswerSenders } from './answer-senders.tsx'
import classes from './apply-summary.module.css'
import { ReceiptPaper } from './receipt-paper.tsx'

/** "12 mới, 230 đã có, 1 cần chọn", for every bundle taken in, and what was refused and why. */
export function ApplySummary({
  summary,
  answer,
  onClose,
}: {
  summary: Output<'bundles.apply'>
  /** Whether every sender is answered at once. */
  answer: boolean
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { unit: own } = useSession()
  const [printing, setPrinting] = useState(false)
  const endPrinting = useCallback(() => {
    setPrinting(false)
  }, [])
  const differing = summary.applied.reduce((sum, one) => sum + one.differing, 0)
  return (
    <Card
      title={t('applied.title', { count: summary.applied.length })}
      actions={
        <>
          {differing > 0 && (
            <Button component={Link} href={paths.review}>
              {t('applied.choose', { count: differing })}
            </Button>
          )}
          {summary.applied.length > 0 && (
            <Button
              variant="default"
              onClick={() => {
                setPrinting(true)
              }}
            >
              {t('applied.print')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
        </>
      }
    >
      <div role="status">
        <ul className={classes['list']}>
          {summary.applied.map((one, index) => (
            <li key={index}>
              <strong>{one.senderName}</strong>{' '}
              <span className={classes['soft']}>({t('shortCode', { code: one.shortCode })})</span>
              <br />
              {[
                ...(one.answers.length > 0
                  ? [t('applied.answers', { codes: one.answers.join(', '), unit: one.senderName })]
                  : []),
                t('applied.new', { count: one.new, formatted: formatCount(one.new) }),
                t('applied.known', { count: one.known, formatted: formatCount(one.known) }),
                ...(one.differing > 0 ? [t('applied.differing', { count: one.differing })] : []),
                ...(one.refused > 0 ? [t('applied.refused', { count: one.refused })] : []),
                ...(one.waiting > 0 ? [t('applied.waiting', { count: one.waiting })] : []),
                ...filesOf(one, t),
                ...(one.aside > 0
                  ? [t('applied.aside', { count: one.aside, formatted: formatCount(one.aside) })]
                  : []),
              ].join(', ')}
              {one.notes.map(({ kind, unitName, deviceName, seq }) => (
                <p key={`${kind} ${unitName} ${deviceName} ${seq}`} className={classes['note']} role="alert">
                  {t(`applied.note.${kind}`, { unit: unitName, device: deviceName })}
                </p>
              ))}
            </li>
          ))}
        </ul>
      </div>
      {summary.parked.map((one) => (
        <p key={one.file} className={classes['soft']}>
          {t(one.kept ? 'applied.parked' : 'applied.notParked', { name: one.file })}
        </p>
      ))}
      <AnswerSenders
        senders={
          new Map(
            summary.applied.flatMap(({ sender, senderName }) =>
              sender === null || sender === own.id ? [] : [[sender, senderName] as const],
            ),
          )
        }
        atOnce={answer}
      />
      {printing && <ReceiptPaper applied={summary.applied} onPrinted={endPrinting} />}
      {summary.refused.map((one, index) => (
        <ErrorSentence key={index} error={one} />
      ))}
    </Card>
  )
}

/** The evidence files by the same count as before they were taken in, and how many of them are new here. */
function filesOf(
  { files, carried }: Output<'bundles.apply'>['applied'][number],
  t: TFunction<['exchange', 'common']>,
): readonly string[] {
  const count = Math.max(files, carried)
  if (count === 0) return []
  if (files === count) return [t('applied.files', { count })]
  return [files === 0 ? t('applied.filesKnown', { count }) : t('applied.filesSome', { count, fresh: files })]
}
