import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PageFrame } from '../../ui/page-frame.tsx'
import { CodeLookup } from './code-lookup.tsx'
import { DevicesTab } from './devices/devices-tab.tsx'
import { ExchangeHistory } from './exchange-history.tsx'
import { ReceiveTab } from './receive-tab.tsx'
import { SendTab } from './send-tab.tsx'
import { StartFilesTab } from './start-files-tab.tsx'

type Name = 'receive' | 'send' | 'startFiles' | 'devices' | 'exchangeLog'

function ExchangeFrame({ name, children }: { name: Name; children: ReactNode }): ReactElement {
  const { t } = useTranslation('common')
  return <PageFrame title={t(`pages.${name}`)}>{children}</PageFrame>
}

/** Hộp nhận: files that came, looked into before they are taken in. */
export function ReceivePage(): ReactElement {
  return (
    <ExchangeFrame name="receive">
      <ReceiveTab />
    </ExchangeFrame>
  )
}

/** Gửi: bundles for the units above and below, and what became of them. */
export function SendPage(): ReactElement {
  return (
    <ExchangeFrame name="send">
      <SendTab />
    </ExchangeFrame>
  )
}

/** Tệp mở máy: one file a unit below, with which its machine starts. */
export function StartFilesPage(): ReactElement {
  return (
    <ExchangeFrame name="startFiles">
      <StartFilesTab />
    </ExchangeFrame>
  )
}

/** Máy: the own machine, those of the units below, and what is trusted. */
export function DevicesPage(): ReactElement {
  return (
    <ExchangeFrame name="devices">
      <DevicesTab />
    </ExchangeFrame>
  )
}

/** Sổ gửi nhận: everything that left this machine or came to it. */
export function ExchangeLogPage(): ReactElement {
  return (
    <ExchangeFrame name="exchangeLog">
      <CodeLookup />
      <ExchangeHistory />
    </ExchangeFrame>
  )
}
