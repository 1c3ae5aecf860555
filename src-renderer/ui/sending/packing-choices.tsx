import { Checkbox, NumberInput, Select, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import { formatBytes, formatCount } from '../format.ts'
import classes from './sending.module.css'

const cuts = ['whole', 'email', 'fat32', 'own'] as const

/** How a bundle is packed: with which files, how large, for whose eyes. */
export type Packing = {
  readonly withFiles: boolean
  readonly encrypt: boolean
  readonly cut: (typeof cuts)[number]
  /** For `own`. */
  readonly ownMegabytes: number
}

export const usualPacking: Packing = { withFiles: true, encrypt: true, cut: 'whole', ownMegabytes: 100 }

export type Preview = Output<'bundles.preview'>

const megabyte = 1_000_000
const partBytes = { email: 14 * megabyte, fat32: 1024 ** 3 }

/** The largest file that was chosen; null: one file, whatever its size. */
export function partBytesOf({ cut, ownMegabytes }: Packing): number | null {
  switch (cut) {
    case 'whole':
      return null
    case 'own':
      return Math.max(1, Math.round(ownMegabytes)) * megabyte
    default:
      return partBytes[cut]
  }
}

/** Without a receipt nobody knows what is there: everything goes. What would hold nothing is not chosen for anybody. */
export function usualContent({ receipt, choices }: Preview): ExportContent {
  const holds = (what: ExportContent): boolean =>
    choices.some((each) => each.what === what && each.entries + each.files > 0)
  if (receipt === null) return 'everything'
  return holds('unconfirmed') ? 'unconfirmed' : holds('wanted') ? 'wanted' : 'everything'
}

type Props = {
  facts: Preview
  what: ExportContent
  packing: Packing
  onChange: (packing: Packing) => void
}

/** Evidence files or not, the size for the channel, and encryption. */
export function PackingChoices({ facts, what, packing, onChange }: Props): ReactElement {
  const { t } = useTranslation('sending')
  const { encryption } = facts
  const chosen = facts.choices.find((each) => each.what === what)
  const bytes =
    chosen === undefined ? 0 : packing.withFiles ? chosen.bytesWithFiles : chosen.bytesWithoutFiles
  const most = partBytesOf(packing)
  const parts = most === null ? 1 : Math.max(1, Math.ceil(bytes / most))
  return (
    <Stack gap="md">
      {chosen !== undefined && chosen.files > 0 && (
        <Checkbox
          label={t('withFilesSize', {
            count: chosen.files,
            formatted: formatCount(chosen.files),
            size: formatBytes(chosen.bytesWithFiles - chosen.bytesWithoutFiles),
          })}
          description={t('withFilesHint')}
          checked={packing.withFiles}
          onChange={(event) => {
            onChange({ ...packing, withFiles: event.currentTarget.checked })
          }}
        />
      )}
      <div className={classes['cut']}>
        <Select
          label={t('cut')}
          allowDeselect={false}
          value={packing.cut}
          data={cuts.map((cut) => ({ value: cut, label: t(`cuts.${cut}`) }))}
          onChange={(value) => {
            onChange({ ...packing, cut: cuts.find((each) => each === value) ?? 'whole' })
          }}
        />
        {packing.cut === 'own' && (
          <NumberInput
            label={t('ownSize')}
            min={1}
            max={1_000_000}
            decimalScale={0}
            value={packing.ownMegabytes}
            onChange={(value) => {
              onChange({ ...packing, ownMegabytes: Number(value) || 1 })
            }}
          />
        )}
      </div>
      {parts > 1 && <p className={classes['soft']}>{t('partsAbout', { count: parts })}</p>}
      <Checkbox
        label={t('encrypt')}
        description={
          encryption.possible
            ? t('encryptHint', { unit: facts.to.name, count: encryption.devices })
            : encryption.lacking.length > 0
              ? t('encryptLacking', { devices: encryption.lacking.join(', ') })
              : t('encryptUnknown', { unit: facts.to.name })
        }
        checked={packing.encrypt && encryption.possible}
        disabled={!encryption.possible}
        onChange={(event) => {
          onChange({ ...packing, encrypt: event.currentTarget.checked })
        }}
      />
    </Stack>
  )
}
