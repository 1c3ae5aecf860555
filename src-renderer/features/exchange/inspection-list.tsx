import { Checkbox, Collapse, UnstyledButton } from '@mantine/core'
import type { TFunction } from 'i18next'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleInspection } from '../../../shared/contract/exchange.ts'
import { changesIn } from '../../../shared/domain/sending.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { formatBytes, formatCount, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Inspected, Inspection, ReadInspection } from './inspected.ts'
import classes from './inspection-list.module.css'
import { waitsForText } from './waits-for.ts'

const tones: Readonly<Record<BundleInspection['state'], Tone>> = {
  ready: 'good',
  confirm: 'warn',
  waits: 'calm',
  applied: 'quiet',
  refused: 'bad',
}

type Props = {
  inspected: readonly Inspected[]
  /** Fingerprints that were compared by phone. */
  confirmed: ReadonlySet<string>
  onConfirm: (confirmed: ReadonlySet<string>) => void
  /** Shows every change of one of them. */
  onChanges: (inspection: ReadInspection) => void
}

/** What each file would change; nothing has been written yet. */
export function InspectionList({ inspected, confirmed, onConfirm, onChanges }: Props): ReactElement {
  return (
    <ul className={classes['list']}>
      {inspected.map(({ inspection, copies }, index) => (
        <li key={`${inspection.file}-${index}`} className={classes['bundle']}>
          {inspection.readable ? (
            <Bundle
              inspection={inspection}
              copies={copies}
              onChanges={() => {
                onChanges(inspection)
              }}
              confirmed={confirmed.has(inspection.sender.fingerprint)}
              onConfirm={(yes) => {
                const next = new Set(confirmed)
                if (yes) next.add(inspection.sender.fingerprint)
                else next.delete(inspection.sender.fingerprint)
                onConfirm(next)
              }}
            />
          ) : (
            <Unread inspection={inspection} />
          )}
        </li>
      ))}
    </ul>
  )
}

/** A file of which nothing counts, with the reason and with what its front claims. */
function Unread({ inspection }: { inspection: Exclude<Inspection, ReadInspection> }): ReactElement {
  const { t } = useTranslation('exchange')
  const { file, refusal, waitsFor, front } = inspection
  if (waitsFor !== null) {
    return (
      <div className={classes['words']}>
        <div className={classes['head']}>
          <strong className={classes['name']}>{file}</strong>
          <Badge tone={tones.waits}>{t('state.parts')}</Badge>
          <span className={classes['soft']}>{waitsForText(t, waitsFor)}</span>
        </div>
      </div>
    )
  }
  return (
    <div className={classes['words']}>
      <div className={classes['head']}>
        <strong className={classes['name']}>{file}</strong>
        <Badge tone={tones.refused}>{t('state.refused')}</Badge>
        {front?.manifest != null && (
          <span className={classes['soft']}>{t(`kind.${front.manifest.kind}`)}</span>
        )}
      </div>
      <ErrorSentence error={refusal} />
      {front?.manifest != null && (
        <p className={classes['soft']}>
          {t('receive.claims', { from: front.sender.unitName, to: front.manifest.addresseeName })}
        </p>
      )}
    </div>
  )
}

type BundleProps = {
  inspection: ReadInspection
  copies: number
  confirmed: boolean
  onConfirm: (yes: boolean) => void
  onChanges: () => void
}

function Bundle({ inspection, copies, confirmed, onConfirm, onChanges }: BundleProps): ReactElement {
  const { t } = useTranslation('exchange')
  const { sender, state, totals, communes } = inspection
  const [open, setOpen] = useState(communes.length <= 3)
  const outside = outsideOf(totals, communes)
  const changes = changesIn(totals)
  return (
    <div className={classes['words']}>
      <div className={classes['head']}>
        <strong className={classes['name']}>
          <bdi>{sender.unitName}</bdi>
        </strong>
        <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
        <span className={classes['soft']}>
          {[
            whatItIs(inspection, t),
            t('shortCode', { code: inspection.shortCode }),
            formatTime(inspection.created),
            ...(changes > 0 ? [t('receive.changes', { formatted: formatCount(changes) })] : []),
            formatBytes(inspection.size),
          ].join(' · ')}
        </span>
        <span className={classes['file']}>{inspection.file}</span>
        {copies > 1 && <span className={classes['soft']}>{t('receive.copies', { count: copies })}</span>}
        {inspection.waitsFor !== null && (
          <span className={classes['soft']}>{waitsForText(t, inspection.waitsFor)}</span>
        )}
        {totals.new > 0 && (
          <UnstyledButton className={classes['more']} onClick={onChanges}>
            {t('changes.open')}
          </UnstyledButton>
        )}
      </div>
      {state === 'confirm' && (
        <div className={classes['confirm']}>
          <p>{t('receive.compare', { unit: sender.unitName, device: sender.deviceName })}</p>
          <Fingerprint value={sender.fingerprint} />
          <Checkbox
            label={t('receive.same')}
            checked={confirmed}
            onChange={(event) => {
              onConfirm(event.currentTarget.checked)
            }}
          />
        </div>
      )}
      {hasAny(totals) && (
        <div
          className={classes['scroll']}
          data-scrolls
          tabIndex={0}
          role="group"
          aria-label={t('receive.table', { unit: sender.unitName })}
        >
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">{t('receive.commune')}</th>
                {(['new', 'known', 'differing', 'refused', 'files'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(`receive.counts.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(open ? communes : []).map((commune) => (
                <CountRow key={commune.unit} name={commune.unitName} counts={commune} />
              ))}
              {open && hasAny(outside) && <CountRow name={t('receive.outside')} counts={outside} />}
              {(communes.length + (hasAny(outside) ? 1 : 0) !== 1 || !open) && (
                <CountRow
                  name={t('receive.total')}
                  counts={totals}
                  total
                  shared={sharedFiles(totals, communes)}
                />
              )}
            </tbody>
          </table>
        </div>
      )}
      {communes.length > 3 && (
        <UnstyledButton
          className={classes['more']}
          aria-expanded={open}
          onClick={() => {
            setOpen(!open)
          }}
        >
          <Icon name={open ? 'up' : 'down'} size="1em" />
          {t(open ? 'receive.fold' : 'receive.unfold', { count: communes.length })}
        </UnstyledButton>
      )}
      <Collapse expanded={totals.differing > 0}>
        <p className={classes['soft']}>{t('receive.differingHint')}</p>
      </Collapse>
    </div>
  )
}

/** What a bundle is, by what it holds: the receipt of own bundles, what a unit sends, or both. */
function whatItIs({ kind, answers, communes }: ReadInspection, t: TFunction<'exchange'>): string {
  if (answers.length === 0) return t(`kind.${kind}`)
  const codes = answers.join(', ')
  const onlyReceipt = kind !== 'start' && communes.every((each) => each.new + each.refused === 0)
  return onlyReceipt
    ? t('kind.receipt', { codes })
    : t('kind.withReceipt', { what: t(`kind.${kind}`), codes })
}

/** What a bundle holds that is of no sheet: units, criteria, cycles, certificates. */
function outsideOf(totals: Counts, communes: readonly Counts[]): Counts {
  const rest = (key: keyof Counts): number =>
    totals[key] - communes.reduce((sum, commune) => sum + commune[key], 0)
  return {
    ...{ new: rest('new'), known: rest('known'), refused: rest('refused') },
    // one file may belong to several communes
    ...{ differing: rest('differing'), files: Math.max(0, rest('files')) },
  }
}

/** How many files the rows count more often than the bundle holds them: the same file of several communes. */
function sharedFiles(totals: Counts, communes: readonly Counts[]): number {
  return Math.max(0, communes.reduce((sum, { files }) => sum + files, 0) - totals.files)
}

function hasAny(counts: Counts): boolean {
  return Object.values(counts).some((count) => count > 0)
}

type Counts = { new: number; known: number; differing: number; refused: number; files: number }

function CountRow({
  name,
  counts,
  total = false,
  shared = 0,
}: {
  name: string
  counts: Counts
  total?: boolean
  shared?: number
}): ReactElement {
  const { t } = useTranslation('exchange')
  return (
    <tr data-total={total}>
      <th scope="row">{name}</th>
      {(['new', 'known', 'differing', 'refused', 'files'] as const).map((key) => (
        <td key={key} data-mark={(key === 'differing' || key === 'refused') && counts[key] > 0}>
          {formatCount(counts[key])}
          {key === 'files' && shared > 0 && ` ${t('receive.sharedFiles', { count: shared })}`}
        </td>
      ))}
    </tr>
  )
}
