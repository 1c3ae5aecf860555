import { Fragment, type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleSummary } from '../../../shared/contract/exchange.ts'
import { documentDay, issuerLines, placeOf } from '../../../shared/domain/office-paper.ts'
import { useSession } from '../../app/session.ts'
import { formatCount, formatTime } from '../../ui/format.ts'
import { PrintPaper } from '../../ui/print-paper.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import classes from './receipt-paper.module.css'

type Amount = 'new' | 'known' | 'differing' | 'refused' | 'waiting' | 'files'

/** What every receipt counts, and what went otherwise only where something did. */
function amountsOf(bundle: BundleSummary): readonly Amount[] {
  const unusual = (['differing', 'refused', 'waiting'] as const).filter((key) => bundle[key] > 0)
  return ['new', 'known', ...unusual, 'files']
}

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
  const { t, i18n } = useTranslation(['exchange', 'reports'])
  const { unit, signedIn, today } = useSession()
  const [made] = useState(() => Date.now())
  return (
    <PrintPaper onPrinted={onPrinted}>
      <div className={classes['heading']}>
        <span>
          {issuerLines(unit.name, t('reports:office.committee')).map((line, index) => (
            <Fragment key={line}>
              {index > 0 && <br />}
              <strong>{line}</strong>
            </Fragment>
          ))}
        </span>
        <span>
          <strong>{t('reports:office.nation')}</strong>
          <br />
          <strong className={classes['motto']}>{t('reports:office.motto')}</strong>
          <br />
          <em>
            {t('reports:office.placeAndDay', {
              place: placeOf(unit.name),
              day: documentDay(i18n.language === 'en' ? 'en' : 'vi', today),
            })}
          </em>
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
              {t('paper.from')} <strong>{bundle.senderName}</strong>
              <br />
              {t('paper.to')} <strong>{unit.name}</strong>
              <br />
              {t('paper.file')} {bundle.file}
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
              {amountsOf(bundle).map((key) => (
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
