import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleSummary } from '../../../shared/contract/exchange.ts'
import { useSession } from '../../app/session.ts'
import { formatCount, formatTime } from '../../ui/format.ts'
import { PrintPaper } from '../../ui/print-paper.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import classes from './receipt-paper.module.css'

/** The receipt on paper (phiếu tiếp nhận): one part a bundle, each with its code as text and as a picture, and room to sign. */
export function ReceiptPaper({
  applied,
  onPrinted,
}: {
  applied: readonly BundleSummary[]
  onPrinted: () => void
}): ReactElement {
  const { t } = useTranslation('exchange')
  const { unit, signedIn } = useSession()
  const [made] = useState(() => Date.now())
  const amounts = ['new', 'known', 'differing', 'refused', 'waiting', 'files'] as const
  return (
    <PrintPaper onPrinted={onPrinted}>
      <p>{unit.name}</p>
      <h1>{t('paper.title')}</h1>
      <p className={classes['center']}>{t('paper.made', { time: formatTime(made) })}</p>
      {applied.map((bundle) => (
        <section key={bundle.shortCode} className={classes['bundle']}>
          <div className={classes['head']}>
            <div>
              <strong>{bundle.senderName}</strong>
              <br />
              {bundle.file}
              <br />
              {t('paper.code')} <strong className={classes['code']}>{bundle.shortCode}</strong>
            </div>
            <QrCode
              text={bundle.shortCode}
              label={t('paper.picture', { code: bundle.shortCode })}
              size={112}
            />
          </div>
          <table>
            <tbody>
              {amounts.map((key) => (
                <tr key={key}>
                  <th scope="row">{t(`paper.amount.${key}`)}</th>
                  <td>{formatCount(bundle[key])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <div className={classes['signatures']}>
        <p>
          {t('paper.giver')}
          <br />
          <em>{t('paper.sign')}</em>
        </p>
        <p>
          {t('paper.taker')}
          <br />
          <em>{t('paper.sign')}</em>
          <br />
          <br />
          <br />
          <br />
          {signedIn.name}
        </p>
      </div>
    </PrintPaper>
  )
}
