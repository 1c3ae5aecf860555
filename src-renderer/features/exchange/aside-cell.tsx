import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { useMay } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { AsideDialog } from './aside-dialog.tsx'

/** Whether a received bundle is set aside, and the button that does or undoes it. */
export function AsideCell({ bundle, name }: { bundle: Sha256; name: string }): ReactElement | null {
  const { t } = useTranslation('asides')
  const mayExchange = useMay('exchange')
  const [asking, setAsking] = useState(false)
  const { data } = useQueryCall('asides.list', {})
  if (data === undefined) return null
  const act = data.find((each) => each.bundle === bundle && each.putBack === null)?.act ?? null
  return (
    <>
      {act !== null && <Badge tone="quiet">{t('aside')}</Badge>}{' '}
      {mayExchange && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t(act === null ? 'setAsideOf' : 'putBackOf', { name })}
          onClick={() => {
            setAsking(true)
          }}
        >
          {t(act === null ? 'setAside' : 'putBack')}
        </Button>
      )}
      {asking && (
        <AsideDialog
          bundle={bundle}
          act={act}
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </>
  )
}
