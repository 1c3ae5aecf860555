import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorSentence } from '../../../../ui/error-notice.tsx'
import classes from './editor.module.css'
import type { SaveState } from './autosave.ts'

type Props = { save: SaveState; onRetry: () => void; onTheirs: () => void; onMine: () => void }

/** Whether what stands here is kept; when another window changed the draft meanwhile, whose state goes on. */
export function SaveLine({ save, onRetry, onTheirs, onMine }: Props): ReactElement {
  const { t } = useTranslation('adminCriteria')
  if (save.kind === 'changedMeanwhile')
    return (
      <div className={classes['meanwhile']} role="alert">
        <ErrorSentence error={save.error} />
        <Button size="compact-md" onClick={onTheirs}>
          {t('save.theirs')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onMine}>
          {t('save.mine')}
        </Button>
      </div>
    )
  if (save.kind === 'failed') return <ErrorSentence error={save.error} onRetry={onRetry} />
  return (
    <span role="status" className={classes['hint']}>
      {t(`save.${save.kind}`)}
    </span>
  )
}
