import { Skeleton, Stack, Text } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AsidePreview } from '../../../shared/contract/asides.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount, formatPoints } from '../../ui/format.ts'
import { notifyDone } from '../../ui/notify.tsx'
import classes from './aside-dialog.module.css'

type Props = {
  bundle: Sha256
  /** The act by which it is aside now; null: it counts. */
  act: string | null
  onClose: () => void
}

/** Shows what setting a bundle aside, or putting it back, would change, and asks for the reason. */
export function AsideDialog({ bundle, act: given, onClose }: Props): ReactElement {
  const { t } = useTranslation('asides')
  // what the dialog was opened for stays, while the list behind it is asked for again
  const [act] = useState(given)
  const isBack = act !== null
  const away = useQueryCall('asides.previewBundle', { bundle }, { enabled: !isBack })
  const back = useQueryCall('asides.previewPutBack', { act: act ?? '' }, { enabled: isBack })
  const setAside = useCommand('asides.setAside')
  const putBack = useCommand('asides.putBack')
  const preview = isBack ? back : away
  const { data } = preview

  async function go(reason: string): Promise<void> {
    const entries = isBack
      ? (await putBack.mutateAsync({ act, reason })).entries
      : (await setAside.mutateAsync({ bundle, reason })).entries
    const key = isBack ? 'donePutBack' : 'doneSetAside'
    notifyDone(t(key, { count: entries, formatted: formatCount(entries) }))
    onClose()
  }

  return (
    <ConfirmDialog
      size="44rem"
      opened
      title={t(isBack ? 'putBackTitle' : 'setAsideTitle')}
      confirm={t(isBack ? 'putBack' : 'setAside')}
      reason="needed"
      busy={setAside.isPending || putBack.isPending || data === undefined || data.entries === 0}
      onConfirm={(reason) => {
        go(reason).catch(() => undefined)
      }}
      onClose={onClose}
    >
      <Text size="sm">{t(isBack ? 'putBackHint' : 'setAsideHint')}</Text>
      <ErrorSentence error={preview.error ?? setAside.error ?? putBack.error} />
      {data === undefined ? preview.error === null && <Skeleton height="6rem" /> : <Preview preview={data} />}
    </ConfirmDialog>
  )
}

function Preview({ preview }: { preview: AsidePreview }): ReactElement {
  const { t } = useTranslation(['asides', 'common'])
  const { entries, communes, catalogue, elsewhere, sheets, moreSheets } = preview
  return (
    <Stack gap="xs" role="status">
      <Text size="sm" fw={600}>
        {entries === 0
          ? t('preview.nothing')
          : t('preview.entries', { count: entries, formatted: formatCount(entries) })}
      </Text>
      {communes.length > 0 && (
        <Text size="sm">
          {communes
            .slice(0, 12)
            .map((each) => t('preview.commune', { unit: each.unitName, count: each.entries }))
            .join('; ')}
          {communes.length > 12 && `; ${t('preview.more', { count: communes.length - 12 })}`}
        </Text>
      )}
      {catalogue > 0 && <Text size="sm">{t('preview.catalogue', { count: catalogue })}</Text>}
      {elsewhere > 0 && (
        <Text size="sm">
          {t('preview.elsewhere', { count: elsewhere, formatted: formatCount(elsewhere) })}
        </Text>
      )}
      {entries > 0 && sheets.length === 0 && <Text size="sm">{t('preview.noSheet')}</Text>}
      {sheets.length > 0 && (
        <table className={classes['sheets']}>
          <thead>
            <tr>
              <th>{t('preview.sheet')}</th>
              <th>{t('preview.before')}</th>
              <th>{t('preview.after')}</th>
            </tr>
          </thead>
          <tbody>
            {sheets.slice(0, 30).map((sheet) => (
              <tr key={sheet.assessment}>
                <td>
                  <bdi>{sheet.unitName}</bdi>
                </td>
                <td>{standing(sheet.before)}</td>
                <td>{standing(sheet.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sheets.length + moreSheets > 30 && (
        <Text size="sm">{t('preview.more', { count: sheets.length + moreSheets - 30 })}</Text>
      )}
    </Stack>
  )

  function standing(sheet: AsidePreview['sheets'][number]['before']): string {
    if (sheet === null) return t('preview.unreadable')
    return t('preview.standing', {
      points: formatPoints(sheet.total),
      status: t(`common:status.${sheet.status}`),
    })
  }
}
