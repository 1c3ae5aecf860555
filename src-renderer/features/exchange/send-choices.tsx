import { Checkbox, NumberInput, Radio, Select, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import classes from './send-tab.module.css'

const cuts = ['whole', 'email', 'fat32', 'own'] as const

export type Choices = {
  /** Null: what fits, by whether a receipt ever came. */
  readonly what: ExportContent | null
  readonly withFiles: boolean
  readonly encrypt: boolean
  readonly cut: (typeof cuts)[number]
  /** For `own`. */
  readonly ownMegabytes: number
}

const megabyte = 1_000_000
const partBytes = { email: 14 * megabyte, fat32: 1024 ** 3 }

/** The largest file that was chosen; null: one file, whatever its size. */
export function partBytesOf({ cut, ownMegabytes }: Choices): number | null {
  switch (cut) {
    case 'whole':
      return null
    case 'own':
      return Math.max(1, Math.round(ownMegabytes)) * megabyte
    default:
      return partBytes[cut]
  }
}

type Props = {
  facts: Output<'bundles.preview'>
  what: ExportContent
  choices: Choices
  onChange: (choices: Choices) => void
}

/** What goes along, with the size of each choice before it is made. */
export function SendChoices({ facts, what, choices, onChange }: Props): ReactElement {
  const { t } = useTranslation('exchange')
  const { encryption } = facts
  const chosen = facts.choices.find((each) => each.what === what)
  const bytes =
    chosen === undefined ? 0 : choices.withFiles ? chosen.bytesWithFiles : chosen.bytesWithoutFiles
  const most = partBytesOf(choices)
  const isAllConfirmed =
    facts.receipt !== null &&
    facts.choices.every((each) => each.what === 'everything' || each.entries + each.files === 0)
  const parts = most === null ? 1 : Math.max(1, Math.ceil(bytes / most))
  return (
    <div className={classes['columns']}>
      <Radio.Group
        label={t('send.what')}
        value={what}
        onChange={(value) => {
          onChange({ ...choices, what: value })
        }}
      >
        <Stack gap="xs" mt="xs">
          {facts.choices.map((each) => (
            <Radio
              key={each.what}
              value={each.what}
              disabled={
                facts.receipt === null
                  ? each.what !== 'everything'
                  : each.what === 'wanted' && each.files === 0
              }
              label={t(`send.content.${each.what}`)}
              description={t('send.contentSize', {
                entries: formatCount(each.entries),
                files: formatCount(each.files),
                size: formatBytes(choices.withFiles ? each.bytesWithFiles : each.bytesWithoutFiles),
              })}
            />
          ))}
        </Stack>
        {isAllConfirmed && <p className={classes['confirmed']}>{t('send.allConfirmed')}</p>}
      </Radio.Group>
      <Stack gap="md">
        <Checkbox
          label={
            chosen === undefined
              ? t('send.withFiles')
              : t('send.withFilesSize', {
                  count: chosen.files,
                  formatted: formatCount(chosen.files),
                  size: formatBytes(chosen.bytesWithFiles - chosen.bytesWithoutFiles),
                })
          }
          description={t('send.withFilesHint')}
          checked={choices.withFiles}
          onChange={(event) => {
            onChange({ ...choices, withFiles: event.currentTarget.checked })
          }}
        />
        <div className={classes['cut']}>
          <Select
            label={t('send.cut')}
            allowDeselect={false}
            value={choices.cut}
            data={cuts.map((cut) => ({ value: cut, label: t(`send.cuts.${cut}`) }))}
            onChange={(value) => {
              onChange({ ...choices, cut: cuts.find((each) => each === value) ?? 'whole' })
            }}
          />
          {choices.cut === 'own' && (
            <NumberInput
              label={t('send.ownSize')}
              min={1}
              max={1_000_000}
              decimalScale={0}
              value={choices.ownMegabytes}
              onChange={(value) => {
                onChange({ ...choices, ownMegabytes: Number(value) || 1 })
              }}
            />
          )}
        </div>
        {parts > 1 && <p className={classes['soft']}>{t('send.partsAbout', { count: parts })}</p>}
        <Checkbox
          label={t('send.encrypt')}
          description={
            encryption.possible
              ? t('send.encryptHint', { unit: facts.to.name, count: encryption.devices })
              : encryption.lacking.length > 0
                ? t('send.encryptLacking', { devices: encryption.lacking.join(', ') })
                : t('send.encryptUnknown', { unit: facts.to.name })
          }
          checked={choices.encrypt && encryption.possible}
          disabled={!encryption.possible}
          onChange={(event) => {
            onChange({ ...choices, encrypt: event.currentTarget.checked })
          }}
        />
      </Stack>
    </div>
  )
}
