import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { memo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { SheetSummary } from '../../../shared/contract/sheets.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import type { StepKind, Within } from '../../app/own-acts.ts'
import { useOperation, useTransport } from '../../app/use-call.ts'
import { AuthorLine } from '../../ui/author-line.tsx'
import { DecisionActions } from '../../ui/decisions/decision-actions.tsx'
import { Icon } from '../../ui/icons.tsx'
import { notifyError } from '../../ui/notify.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { SendingBadge } from '../../ui/sending/sending-state.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UndoButtons } from '../../ui/undo-buttons.tsx'
import { BehalfDialog } from './behalf-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import classes from './sheet.module.css'
import type { Sheet } from './use-sheet.ts'
import { SearchSelect } from '../../ui/search-select.tsx'

type Props = {
  sheet: Sheet
  sheets: readonly SheetSummary[]
  onOpen: (assessment: AssessmentId) => void
  within: Within
  onStep: (kind: StepKind) => void
}

/** Which commune, where its sheet stands, whether everything is kept, and what may be decided. */
export function SheetHead({ sheet, sheets, onOpen, within, onStep }: Props): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const { view, content, behalf } = sheet
  const transport = useTransport()
  const report = useOperation('reports.sheet')
  const [dialog, setDialog] = useState<'behalf' | 'keys' | null>(null)
  const mayType = view.may.score || behalf !== null

  return (
    <header className={classes['head']}>
      <div className={classes['who']}>
        <h1 className="visually-hidden">{t('title', { unit: view.unitName })}</h1>
        <CommuneChooser view={view} sheets={sheets} onOpen={onOpen} />
        <StatusBadge status={view.status} stars={view.recognition?.stars ?? 0} />
        <SendingBadge sending={view.sending} />
        {view.decided !== null && (
          <Tooltip label={<AuthorLine author={view.decided} />}>
            <span className={classes['soft']} tabIndex={0}>
              <Icon name="info" size="1.1em" />
              <span className="visually-hidden">
                {t('decidedBy', { officer: view.decided.officer, unit: view.decided.unitName })}
              </span>
            </span>
          </Tooltip>
        )}
      </div>
      <div className={classes['actions']}>
        <SaveState sheet={sheet} />
        {(mayType || sheet.wrote) && <UndoButtons within={within} onStep={onStep} />}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size="lg" aria-label={t('more')}>
              <Icon name="more" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<Icon name="download" />}
              onClick={() => {
                report.run({ assessment: view.assessment }).then(transport.saveDownload).catch(notifyFailure)
              }}
            >
              {t('export')}
            </Menu.Item>
            {view.may.scoreOnBehalf && (
              <Menu.Item
                leftSection={<Icon name="edit" />}
                onClick={() => {
                  setDialog('behalf')
                }}
              >
                {behalf === null ? t('behalf.begin') : t('behalf.change')}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<Icon name="info" />}
              onClick={() => {
                setDialog('keys')
              }}
            >
              {t('keys.title')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {view.may.scoreOnBehalf && behalf === null && !view.may.score && (
          <Button
            variant="default"
            leftSection={<Icon name="edit" />}
            onClick={() => {
              setDialog('behalf')
            }}
          >
            {t('behalf.begin')}
          </Button>
        )}
        <DecisionActions view={view} content={content} behalf={behalf} />
      </div>
      <ProgressDialog
        title={t('export')}
        running={report.running}
        progress={report.progress}
        onCancel={report.cancel}
      />
      <BehalfDialog
        opened={dialog === 'behalf'}
        sheet={sheet}
        onClose={() => {
          setDialog(null)
        }}
      />
      <KeysDialog
        opened={dialog === 'keys'}
        onClose={() => {
          setDialog(null)
        }}
      />
    </header>
  )
}

type ChooserProps = Pick<Props, 'sheets' | 'onOpen'> & { view: Sheet['view'] }

/** Which commune: by name, or the one before and after. */
const CommuneChooser = memo(function CommuneChooser({ view, sheets, onOpen }: ChooserProps): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const place = sheets.findIndex(({ assessment }) => assessment === view.assessment)
  if (sheets.length <= 1) return <strong className={classes['unit']}>{view.unitName}</strong>
  return (
    <>
      <Turn icon="left" label={t('commune.previous')} target={sheets[place - 1]} onOpen={onOpen} />
      <SearchSelect
        aria-label={t('commune.choose')}
        className={classes['commune'] ?? ''}
        size="sm"
        data={sheets.map(({ assessment, unitName }) => ({ value: assessment, label: unitName }))}
        value={view.assessment}
        maxDropdownHeight={360}
        onChange={(chosen) => {
          if (chosen !== null) onOpen(chosen)
        }}
      />
      <Turn icon="right" label={t('commune.next')} target={sheets[place + 1]} onOpen={onOpen} />
    </>
  )
})

function notifyFailure(error: unknown): void {
  if (isCallError(error)) notifyError(error)
}

function Turn(props: {
  icon: 'left' | 'right'
  label: string
  target: SheetSummary | undefined
  onOpen: (assessment: AssessmentId) => void
}): ReactElement {
  const { icon, label, target, onOpen } = props
  return (
    <Tooltip label={target === undefined ? label : `${label}: ${target.unitName}`}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        disabled={target === undefined}
        onClick={() => {
          if (target !== undefined) onOpen(target.assessment)
        }}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  )
}

/** A quiet word that everything is kept, or what is not. */
function SaveState({ sheet }: { sheet: Sheet }): ReactElement | null {
  const { t } = useTranslation('sheet')
  const items = Object.values(sheet.unsent.unsent)
  const failed = items.filter(({ state }) => state === 'failed' || state === 'changed').length
  const going = items.filter(({ state }) => state === 'waiting' || state === 'sending').length
  if (failed > 0) {
    return (
      <span className={classes['saveState']} data-tone="bad" role="status">
        <Icon name="warning" /> {t('saveState.failed', { count: failed })}
      </span>
    )
  }
  if (going > 0) {
    return (
      <span className={classes['saveState']} role="status">
        {t('saveState.going')}
      </span>
    )
  }
  if (items.length === 0 && !sheet.wrote) return null
  return (
    <span className={classes['saveState']} role="status">
      <Icon name="check" /> {t('saveState.saved')}
    </span>
  )
}
