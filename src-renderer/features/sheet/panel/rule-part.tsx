import { useState, type ReactElement } from 'react'
import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StageCell } from '../../../../shared/contract/sheets.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import { useSession } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-call.ts'
import { answerInShort, outcomePoints, outcomeSentences } from '../../../ui/answer/answer-text.ts'
import { FormerAnswers } from '../../../ui/answer/former-answers.tsx'
import { deadlineText, ruleLines } from '../../../ui/answer/rule-text.ts'
import { AuthorLine } from '../../../ui/author-line.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatDay } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { RequestThread } from '../../../ui/request-thread.tsx'
import type { RowModel } from '../sheet-model.ts'
import type { Sheet } from '../use-sheet.ts'
import classes from './panel.module.css'

/** How the criterion is scored, what a return asks for, what the stages said, and the explanation. */
export function RulePart({ sheet, row }: { sheet: Sheet; row: RowModel }): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const { criterion } = row
  const department = sheet.content.departments.find(({ id }) => id === criterion.department)?.name
  const deadline = deadlineText(criterion.deadline, t)
  const { today } = useSession()
  const due = sheet.view.returned?.due ?? null
  const sentences = row.answer === null ? [] : outcomeSentences(row.outcome, criterion, t)
  return (
    <div className={classes['rule']}>
      {row.row.asked !== null && (
        <div className={classes['asked']}>
          <Icon name="flag" />
          <span>
            <strong>{t('panel.asked')}</strong>{' '}
            {row.row.asked === '' ? t('panel.askedNothing') : row.row.asked}
            {due !== null && (
              <>
                <br />
                {t(due < today ? 'notice.returnedLate' : 'notice.returnedDue', { day: formatDay(due) })}
              </>
            )}
          </span>
        </div>
      )}
      {sentences.map((sentence) => (
        <p
          key={sentence}
          className={classes['warning']}
          data-tone={row.outcome.status === 'invalid' ? 'bad' : 'warn'}
        >
          <Icon name={row.outcome.status === 'invalid' ? 'warning' : 'info'} /> {sentence}
        </p>
      ))}
      <section>
        <h3 className="visually-hidden">{t('panel.howScored')}</h3>
        <ul className={classes['lines']}>
          {ruleLines(criterion, t).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <dl className={classes['facts']}>
        {criterion.evidence.length > 0 && (
          <Fact name={t('panel.papers')} text={criterion.evidence.join('; ')} />
        )}
        {department !== undefined && <Fact name={t('panel.department')} text={department} />}
        {deadline !== null && <Fact name={t('panel.deadline')} text={deadline} />}
        {criterion.source !== '' && <Fact name={t('panel.source')} text={criterion.source} />}
      </dl>
      {row.answer !== null && row.answer.note !== '' && (
        <section>
          <h3>{t('answer.note')}</h3>
          <p>{row.answer.note}</p>
        </section>
      )}
      <FormerAnswers assessment={sheet.view.assessment} criterion={criterion.id} />
      <StageOpinion name={t('common:stage.self')} criterion={criterion} cell={row.row.self} />
      <StageOpinion name={t('common:stage.appraisal')} criterion={criterion} cell={row.row.appraisal} />
      <StageOpinion name={t('common:stage.verification')} criterion={criterion} cell={row.row.verification} />
      <RequestThread assessment={sheet.view.assessment} criterion={criterion.id} />
      <Explanation sheet={sheet} row={row} />
    </div>
  )
}

function Fact({ name, text }: { name: string; text: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}

/** What one stage gave and why; nothing while it has not spoken. */
function StageOpinion({
  name,
  criterion,
  cell,
}: {
  name: string
  criterion: Criterion
  cell: StageCell
}): ReactElement | null {
  const { t } = useTranslation('sheet')
  if (cell.author === null) return null
  return (
    <section className={classes['opinion']}>
      <h3>
        {name}: {t('answer.worthShort', { points: outcomePoints(cell.outcome, t) })}
      </h3>
      {cell.differing && (
        <p className={classes['warning']} data-tone="bad">
          <Icon name="warning" /> {t('markLong.differing')}
        </p>
      )}
      <p>{cell.agrees ? t('stage.agrees') : answerInShort(criterion, cell.answer, t)}</p>
      <AuthorLine author={cell.author} />
      {cell.reopened !== null && (
        <p className={classes['warning']} data-tone="warn">
          {t(`stage.reopened.${cell.reopened}`)}
        </p>
      )}
      {cell.late > 0 && (
        <p className={classes['warning']} data-tone="warn">
          {t('panel.late', { count: cell.late })}
        </p>
      )}
    </section>
  )
}

const keptName = (assessment: string, criterion: string): string => `explanation ${assessment} ${criterion}`

/** Giải trình: kept when the keyboard leaves it; a reload before that loses nothing. */
function Explanation({ sheet, row }: { sheet: Sheet; row: RowModel }): ReactElement {
  const { t } = useTranslation('sheet')
  const { view, behalf } = sheet
  const { explanation } = row.row
  const name = keptName(view.assessment, row.criterion.id)
  const [typed, setTyped] = useState<string | null>(() => sessionStorage.getItem(name))
  const [seen, setSeen] = useState(explanation.heads)
  const explain = useCommand('scores.explain')
  const mayWrite = view.may.score || behalf !== null

  function save(): void {
    if (typed === null) return
    if (typed === explanation.text) {
      sessionStorage.removeItem(name)
      setTyped(null)
      return
    }
    explain.mutate(
      {
        assessment: view.assessment,
        criterion: row.criterion.id,
        text: typed,
        seen,
        ...(behalf === null ? {} : { onBehalf: behalf }),
      },
      {
        onSuccess: ({ entry }) => {
          // what was typed while this was on its way stays, and goes on from it
          if (sessionStorage.getItem(name) === typed) sessionStorage.removeItem(name)
          setTyped((now) => (now === typed ? null : now))
          setSeen([entry])
        },
      },
    )
  }

  return (
    <section>
      <Textarea
        label={t('panel.explanation')}
        size="sm"
        value={typed ?? explanation.text}
        disabled={!mayWrite}
        maxLength={20_000}
        autosize
        minRows={2}
        maxRows={10}
        onFocus={() => {
          if (typed === null) setSeen(explanation.heads)
        }}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          sessionStorage.setItem(name, event.currentTarget.value)
        }}
        onBlur={save}
      />
      {explanation.author !== null && typed === null && <AuthorLine author={explanation.author} />}
      <ErrorSentence error={explain.error} onRetry={save} />
    </section>
  )
}
