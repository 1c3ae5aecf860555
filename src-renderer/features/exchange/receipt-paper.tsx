import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleSummary } from '../../../shared/contract/exchange.ts'
import { useSession } from '../../app/session.ts'
import { formatCount, formatTime } from '../../ui/format.ts'
import { PrintPaper } from '../../ui/print-paper.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import classes from './receipt-paper.module.css'

/**
 * The receipt on paper (phiếu tiếp nhận): one part a bundle, each with its code as text and as a picture, and room to sign. `received`:
 * it is printed again, for a bundle that was taken in then, whoever took it.
 */
export function ReceiptPaper({
  applied,
  received = null,
  onPrinted,
}: {
  applied: readonly BundleSummary[]
  received?: number | null
  onPrinted: () => void
}): ReactElement {
  const { t } = useTranslation(['exchange', 'reports'])
  const { unit, signedIn } = useSession()
  const [made] = useState(() => Date.now())
  const amounts = ['new', 'known', 'differing', 'refused', 'waiting', 'files'] as const
  return (
    <PrintPaper onPrinted={onPrinted}>
      <div className={classes['heading']}>
        <strong>{unit.name.toLocaleUpperCase('vi')}</strong>
        <span>
          <strong>{t('reports:office.nation')}</strong>
          <br />
          <strong className={classes['motto']}>{t('reports:office.motto')}</strong>
        </span>
      </div>
      <h1>{t('paper.title')}</h1>
      {received !== null && (
        <p className={classes['center']}>{t('paper.received', { time: formatTime(received) })}</p>
      )}
      <p className={classes['center']}>
        {t(received === null ? 'paper.made' : 'paper.again', { time: formatTime(made) })}
      </p>
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
          {received === null && signedIn.name}
        </p>
      </div>
    </PrintPaper>
  )
}
