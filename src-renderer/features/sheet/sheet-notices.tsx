import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ErrorCode } from '../../../shared/contract/errors.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { paths } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { answerInShort } from '../../ui/answer/answer-text.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { useErrorSentence } from '../../ui/error-sentence.ts'
import { formatDay, formatPoints, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { SendingStrip } from '../../ui/sending/sending-state.tsx'
import classes from './sheet.module.css'
import type { Sheet } from './use-sheet.ts'

/** What an officer must know or decide before going on: a return, entering for others, answers that could not be kept. */
export function SheetNotices({
  sheet,
  onShow,
}: {
  sheet: Sheet
  /** Leads to the line of a criterion. */
  onShow: (criterion: CriterionId) => void
}): ReactElement | null {
  const { t } = useTranslation(['sheet', 'common'])
  const { view, behalf } = sheet
  const { today } = useSession()
  const stopped = Object.entries(sheet.unsent.unsent).filter(
    ([, { state }]) => state === 'failed' || state === 'changed',
  )
  const { stopped: withdrawn } = view.participant
  if (
    view.returned === null &&
    behalf === null &&
    stopped.length === 0 &&
    withdrawn === null &&
    view.differences === 0 &&
    (view.sending === null || view.sending.state === 'confirmed') &&
    view.misstated === null
  )
    return null
  return (
    <div className={classes['notices']}>
      <SendingStrip sending={view.sending} className={classes['notice']} />
      {withdrawn !== null && (
        <p className={classes['notice']} data-tone="calm">
          <Icon name="info" />{' '}
          {t('notice.stopped', {
            reason: withdrawn.reason,
            day: withdrawn.day.split('-').reverse().join('/'),
          })}
        </p>
      )}
      {view.differences > 0 && (
        <p className={classes['notice']} data-tone="bad">
          <Icon name="warning" /> {t('notice.differences', { count: view.differences })}{' '}
          <Link href={paths.review}>{t('notice.chooseDifferences')}</Link>
        </p>
      )}
      {view.misstated !== null && (
        <div className={classes['notice']} data-tone="bad">
          <Icon name="warning" />
          <div>
            {t('notice.misstated', {
              stage: t(`common:stage.${view.misstated.stage}`),
              stated: formatPoints(view.misstated.total),
              reckoned: formatPoints(view.totals[view.misstated.stage].total),
            })}
            <div className={classes['soft']}>
              <AuthorLine author={view.misstated.author} withReason={false} />
            </div>
          </div>
        </div>
      )}
      {view.returned !== null && (
        <div className={classes['notice']} data-tone="warn">
          <Icon name="flag" />
          <div>
            <strong>{t('notice.returned')}</strong> {view.returned.text}
            <br />
            {view.returned.due !== null && (
              <strong>
                {t(view.returned.due < today ? 'notice.returnedLate' : 'notice.returnedDue', {
                  day: formatDay(view.returned.due),
                })}{' '}
              </strong>
            )}
            {view.returned.items.length > 0 && (
              <>
                {t('notice.returnedItems', { count: view.returned.items.length })}{' '}
                <LinesLinks
                  sheet={sheet}
                  criteria={view.returned.items.map(({ criterion }) => criterion)}
                  onShow={onShow}
                />
              </>
            )}
            <div className={classes['soft']}>
              <AuthorLine author={view.returned.author} withReason={false} />
            </div>
          </div>
        </div>
      )}
      {behalf !== null && (
        <p className={classes['notice']} data-tone="calm">
          <Icon name="edit" /> {t('behalf.notice', { unit: view.unitName, paper: behalf.paper })}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              sheet.setBehalf(null)
            }}
          >
            {t('behalf.end')}
          </Button>
        </p>
      )}
      {stopped.map(([id]) => (
        <Unkept key={id} sheet={sheet} criterion={id as CriterionId} onShow={onShow} />
      ))}
    </div>
  )
}

/** Whether the same answer may be kept at another try: not what the program has refused for what it is. */
function mayHelp(code: ErrorCode | undefined): boolean {
  return code !== undefined && !refusals.has(code)
}

const refusals: ReadonlySet<ErrorCode> = new Set([
  'invalidAnswer',
  'invalidInput',
  'notEnteredHere',
  'notParticipant',
  'wrongStage',
  'forbidden',
])

/** Criteria by their codes, each leading to its line. */
function LinesLinks({
  sheet,
  criteria,
  onShow,
}: {
  sheet: Sheet
  criteria: readonly CriterionId[]
  onShow: (criterion: CriterionId) => void
}): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <>
      {sheet.content.criteria
        .filter(({ id }) => criteria.includes(id))
        .map(({ id, code, title }) => (
          <button
            key={id}
            type="button"
            className={classes['lineLink']}
            title={title}
            aria-label={t('notice.goTo', { code })}
            onClick={() => {
              onShow(id)
            }}
          >
            {code}
          </button>
        ))}
    </>
  )
}

/** One answer that was not kept: whose value stands, what was typed, and the choice between them. */
function Unkept({
  sheet,
  criterion: id,
  onShow,
}: {
  sheet: Sheet
  criterion: CriterionId
  onShow: (criterion: CriterionId) => void
}): ReactElement | null {
  const { t } = useTranslation('sheet')
  const sentence = useErrorSentence()
  const item = sheet.unsent.unsent[id]
  const row = sheet.groups.flatMap((group) => group.rows).find(({ criterion }) => criterion.id === id)
  if (item === undefined || row === undefined) return null
  const { criterion } = row
  const typed = item.answer === null ? t('answer.emptied') : answerInShort(criterion, item.answer, t)
  const standing =
    row.row.self.answer === null ? t('answer.none') : answerInShort(criterion, row.row.self.answer, t)
  const { author } = row.row.self
  return (
    <div className={classes['notice']} data-tone="bad" role="alert">
      <Icon name="warning" />
      <div className={classes['noticeText']}>
        {item.state === 'changed'
          ? t('notice.changed', {
              code: criterion.code,
              officer: author?.officer ?? '',
              unit: author?.unitName ?? '',
              time: author === null ? '' : formatTime(author.time),
              standing,
              typed,
            })
          : t('notice.failed', {
              code: criterion.code,
              typed,
              why: item.failure === null ? '' : sentence(item.failure),
            })}
      </div>
      <div className={classes['noticeButtons']}>
        {item.state === 'changed' ? (
          <>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                sheet.outbox.discard(id)
              }}
            >
              {t('notice.useStanding', { standing })}
            </Button>
            <Button
              size="compact-sm"
              onClick={() => {
                sheet.outbox.retry(id, row.row.self.heads)
              }}
            >
              {t('notice.useTyped', { typed })}
            </Button>
          </>
        ) : (
          <>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                sheet.outbox.discard(id)
              }}
            >
              {t('notice.discard')}
            </Button>
            <Button
              size="compact-sm"
              variant={mayHelp(item.failure?.code) ? 'filled' : 'default'}
              onClick={() => {
                sheet.outbox.retry(id)
              }}
            >
              {t('notice.retry')}
            </Button>
          </>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            onShow(id)
          }}
        >
          {t('notice.show')}
        </Button>
      </div>
    </div>
  )
}
