import { Button, Textarea } from '@mantine/core'
import { type ReactElement, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MadeBundle } from '../../../shared/contract/exchange.ts'
import { useSession } from '../../app/session.ts'
import { formatBytes, formatCount, formatDate } from '../format.ts'
import { Icon } from '../icons.tsx'
import { CopyButton } from './copy-button.tsx'
import classes from './sending.module.css'

type Props = {
  made: MadeBundle
  /** Name of the unit for which it was made. */
  to: string
  /** What is wanted of the addressee, as the letter says it; left out: to take it in and to confirm it. */
  wanted?: string
}

/** The file that was made, where it lies, the code by which both sides speak of it, and the words that go with it. */
export function MadeNotice({ made, to, wanted }: Props): ReactElement {
  const { t } = useTranslation('sending')
  const { parts } = made
  const files = parts.length > 0 ? parts : [made]
  return (
    <div className={classes['made']} role="status">
      <strong>
        {parts.length === 0 ? t('made.one') : t('made.parts', { name: made.name, count: parts.length })}
      </strong>
      <span>
        {t('made.facts', {
          size: formatBytes(made.size),
          entries: formatCount(made.entries),
          files: formatCount(made.files),
        })}{' '}
        {t(made.encrypted ? 'made.encrypted' : 'made.plain')}
      </span>
      {made.missingFiles > 0 && (
        <span role="alert">{t('made.missingFiles', { count: made.missingFiles })}</span>
      )}
      <span>{t('made.code', { code: made.shortCode })}</span>
      {files.map(({ name, path }) => (
        <span key={name} className={classes['place']}>
          {path === null ? t('made.downloads', { name }) : t('made.place', { path })}
          <CopyButton text={path ?? name} label={t(path === null ? 'copy.name' : 'copy.path')} />
        </span>
      ))}
      <Letter made={made} to={to} wanted={wanted ?? t('letter.takeIn')} />
    </div>
  )
}

/** Ready words for the e-mail or Zalo message: unit, code, what is wanted, day; no figures, names of citizens or passwords. */
function Letter({ made, to, wanted }: { made: MadeBundle; to: string; wanted: string }): ReactElement {
  const { t } = useTranslation('sending')
  const { unit } = useSession()
  const [open, setOpen] = useState(false)
  const [now] = useState(() => Date.now())
  const id = useId()
  const text = [
    t('letter.what', { from: unit.name, to, code: made.shortCode, day: formatDate(now) }),
    ...(made.parts.length > 0 ? [t('letter.parts', { count: made.parts.length })] : []),
    wanted,
  ].join('\n')
  return (
    <div>
      <span className={classes['place']}>
        <CopyButton text={text} label={t('copy.letter')} />
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={open}
          aria-controls={id}
          leftSection={<Icon name={open ? 'up' : 'down'} size="1em" />}
          onClick={() => {
            setOpen(!open)
          }}
        >
          {t('letter.show')}
        </Button>
      </span>
      {open && (
        <Textarea id={id} mt="xs" label={t('letter.label')} value={text} readOnly autosize minRows={3} />
      )}
    </div>
  )
}
