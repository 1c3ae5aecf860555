import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { paths } from '../../app/paths.ts'
import { useMay, useSession } from '../../app/session.ts'
import { PageFrame } from '../../ui/page-frame.tsx'
import { PageTabs } from '../../ui/page-tabs.tsx'
import { CodeLookup } from './code-lookup.tsx'
import { DevicesTab } from './devices/devices-tab.tsx'
import { ExchangeHistory } from './exchange-history.tsx'
import { ReceiveTab } from './receive-tab.tsx'
import { SendTab } from './send-tab.tsx'
import { StartFilesTab } from './start-files-tab.tsx'

/** Everything that leaves this machine or comes to it. */
export function ExchangePage(): ReactElement {
  const { t } = useTranslation('exchange')
  const { tab } = useParams<{ tab?: string }>()
  const { unit } = useSession()
  const mayExchange = useMay('exchange')

  return (
    <PageFrame title={t('title')} summary={t('summary')}>
      <PageTabs
        label={t('title')}
        page={paths.exchange}
        chosen={tab}
        tabs={[
          ...(mayExchange
            ? [
                { key: 'receive', title: t('receive.tab'), content: <ReceiveTab /> },
                { key: 'send', title: t('send.tab'), content: <SendTab /> },
              ]
            : []),
          ...(mayExchange && unit.level !== 'commune'
            ? [{ key: 'start', title: t('startFiles.tab'), content: <StartFilesTab /> }]
            : []),
          { key: 'devices', title: t('devices.tab'), content: <DevicesTab /> },
          {
            key: 'history',
            title: t('history.tab'),
            content: (
              <>
                <CodeLookup />
                <ExchangeHistory />
              </>
            ),
          },
        ]}
      />
    </PageFrame>
  )
}
