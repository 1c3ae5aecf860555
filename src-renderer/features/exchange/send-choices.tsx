import { Radio, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { PackingChoices, type Packing, type Preview } from '../../ui/sending/packing-choices.tsx'
import classes from './send-tab.module.css'

type Props = {
  facts: Preview
  what: ExportContent
  packing: Packing
  onWhat: (what: ExportContent) => void
  onPacking: (packing: Packing) => void
}

/** What goes along, with the size of each choice before it is made. */
export function SendChoices({ facts, what, packing, onWhat, onPacking }: Props): ReactElement {
  const { t } = useTranslation('exchange')
  const isAllConfirmed =
    facts.receipt !== null &&
    facts.choices.every((each) => each.what === 'everything' || each.entries + each.files === 0)
  return (
    <div className={classes['columns']}>
      <Radio.Group
        label={t('send.what')}
        value={what}
        onChange={(value) => {
          onWhat(value)
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
                size: formatBytes(packing.withFiles ? each.bytesWithFiles : each.bytesWithoutFiles),
              })}
            />
          ))}
        </Stack>
        {isAllConfirmed && <p className={classes['confirmed']}>{t('send.allConfirmed')}</p>}
      </Radio.Group>
      <PackingChoices facts={facts} what={what} packing={packing} onChange={onPacking} />
    </div>
  )
}
