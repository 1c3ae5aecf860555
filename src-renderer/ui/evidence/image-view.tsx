import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { useCallback, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import classes from './evidence.module.css'

/** A photo or scan, as wide as its place; larger by the buttons. */
export function ImageView({ file, name }: { file: Blob; name: string }): ReactElement {
  const { t } = useTranslation('documents')
  const [zoom, setZoom] = useState(1)
  const [failed, setFailed] = useState<Blob | null>(null)
  // The bytes have an address only while the picture shows.
  const show = useCallback(
    (picture: HTMLImageElement | null) => {
      if (picture === null) return
      const address = URL.createObjectURL(file)
      picture.src = address
      return () => {
        URL.revokeObjectURL(address)
      }
    },
    [file],
  )
  if (failed === file) return <p className={classes['notice']}>{t('preview.unreadablePicture')}</p>
  return (
    <div className={classes['view']}>
      <Group
        gap={4}
        wrap="nowrap"
        className={classes['tools'] ?? ''}
        role="toolbar"
        aria-label={t('preview.tools')}
      >
        <Tooltip label={t('preview.smaller')}>
          <ActionIcon
            variant="subtle"
            color="gray.8"
            aria-label={t('preview.smaller')}
            onClick={() => {
              setZoom((now) => Math.max(0.5, now / 1.25))
            }}
          >
            <Icon name="minus" />
          </ActionIcon>
        </Tooltip>
        <span className={classes['pageNumber']}>{Math.round(zoom * 100)} %</span>
        <Tooltip label={t('preview.larger')}>
          <ActionIcon
            variant="subtle"
            color="gray.8"
            aria-label={t('preview.larger')}
            onClick={() => {
              setZoom((now) => Math.min(6, now * 1.25))
            }}
          >
            <Icon name="plus" />
          </ActionIcon>
        </Tooltip>
      </Group>
      <div className={classes['pages']} tabIndex={0} role="region" aria-label={name}>
        <img
          ref={show}
          alt={name}
          className={classes['photo']}
          style={{ width: `${zoom * 100}%` }}
          onError={() => {
            setFailed(file)
          }}
        />
      </div>
    </div>
  )
}
