import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import { Badge } from '../badge.tsx'
import classes from './evidence-list.module.css'

/** What an officer should know about a document before trusting it. */
export function DocumentMarks({ document }: { document: DocumentView }): ReactElement | null {
  const { t } = useTranslation('documents')
  const marks = [
    document.state === 'missing' && { tone: 'bad' as const, text: t('mark.missing') },
    document.state === 'damaged' && { tone: 'bad' as const, text: t('mark.damaged') },
    document.outsidePeriod && { tone: 'warn' as const, text: t('mark.outsidePeriod') },
    document.differing && { tone: 'bad' as const, text: t('mark.differing') },
  ].filter((mark) => mark !== false)
  if (marks.length === 0) return null
  return (
    <span className={classes['marks']}>
      {marks.map(({ tone, text }) => (
        <Badge key={text} tone={tone}>
          {text}
        </Badge>
      ))}
    </span>
  )
}
