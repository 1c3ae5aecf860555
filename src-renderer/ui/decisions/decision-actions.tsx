import { Button, Menu } from '@mantine/core'
import { memo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Icon, type IconName } from '../icons.tsx'
import { useSendOn } from '../sending/send-on-queue.tsx'
import classes from './decisions.module.css'
import { openThings, type OpenKind } from './open-things.ts'
import { RecogniseDialog } from './recognise-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { SimpleDecisionDialog, type SimpleDecision } from './simple-decision-dialog.tsx'
import { SubmitDialog } from './submit-dialog.tsx'
import { toVerifyAgain } from './unseen.ts'

type Decision = SimpleDecision | 'submit' | 'return' | 'recognise'

/** In the order in which a sheet goes its way; the first that may be done now is the button, the others stand in a menu. */
const decisions: readonly { decision: Decision; may: keyof SheetView['may']; icon: IconName }[] = [
  { decision: 'submit', may: 'submit', icon: 'send' },
  { decision: 'recognise', may: 'recognise', icon: 'ranking' },
  { decision: 'verifyWhole', may: 'verifyWhole', icon: 'check' },
  { decision: 'accept', may: 'accept', icon: 'check' },
  { decision: 'propose', may: 'propose', icon: 'check' },
  { decision: 'return', may: 'return', icon: 'flag' },
  { decision: 'withdraw', may: 'withdraw', icon: 'unlock' },
]

const stepsBack: ReadonlySet<Decision> = new Set(['withdraw', 'return'])
const nothingNoted: readonly { criterion: CriterionId; text: string }[] = []

type Props = {
  view: SheetView
  content: CriteriaContent
  /** For whom an officer of the level above acts: sending and withdrawing are the commune's own acts, all others are not. */
  behalf: OnBehalf | null
  /** Small quiet buttons for a crowded place that says itself what waits, and where that is the next step. */
  compact?: boolean
  /** What was noted for a return while going through the sheet. */
  noted?: readonly { criterion: CriterionId; text: string }[]
  onReturned?: () => void
}

/**
 * What the officer may decide about this sheet now. The core decides in any case; what it would refuse does not show. Drawn again
 * only with the sheet itself, not with every answer on its way.
 */
const unscored: ReadonlySet<OpenKind> = new Set(['noAnswer', 'incomplete', 'invalid', 'differing'])

export const DecisionActions = memo(function DecisionActions(props: Props): ReactElement | null {
  const { view, content, behalf, compact = false, noted = nothingNoted, onReturned } = props
  const { t } = useTranslation('sheet')
  const [open, setOpen] = useState<Decision | null>(null)
  const sendOn = useSendOn(view.cycle)
  const cycles = useQueryCall('cycles.list', {})
  const levels = cycles.data?.find(({ id }) => id === view.cycle)?.levels
  const { unit } = useSession()

  // Closing a sheet is the commune's act: above, only who enters for it with its paper does it.
  const isCommunes = unit.id === view.unit || behalf !== null
  const allowed = decisions.filter(
    ({ decision, may }) => view.may[may] && (decision !== 'submit' || isCommunes),
  )
  const [first, ...others] = allowed
  // What is not scored yet is the next step, not the closing of it.
  const tooEarly =
    first?.decision === 'submit' && openThings(view, content).some(({ kind }) => unscored.has(kind))
  // The step forward is not there while something waits; what waits is said in its place.
  const waiting = !compact && view.may.appraise && view.may.return ? view.unappraised.length : 0
  const again = !compact && view.may.verify && view.may.return ? toVerifyAgain(view).length : 0
  const close = (): void => {
    setOpen(null)
  }
  /** Where the decision has to go somewhere, it goes on to its bundle. */
  function goOn(): void {
    void sendOn([view.assessment]).then(close)
  }
  const label = (decision: Decision): string =>
    t(`decide.${decision}.action`, { context: behalf === null ? '' : 'behalf' })
  const size = compact ? 'compact-sm' : 'sm'
  return (
    <>
      {waiting > 0 && <span className={classes['soft']}>{t('open.unjudged', { count: waiting })}</span>}
      {again > 0 && <span className={classes['soft']}>{t('open.again', { count: again })}</span>}
      {first !== undefined && (
        <Button
          size={size}
          variant={
            compact || stepsBack.has(first.decision) || view.recognition !== null || tooEarly
              ? 'default'
              : 'filled'
          }
          leftSection={<Icon name={first.icon} />}
          onClick={() => {
            setOpen(first.decision)
          }}
        >
          {label(first.decision)}
        </Button>
      )}
      {others.length === 1 && others[0] !== undefined && (
        <Button
          size={size}
          variant="default"
          leftSection={<Icon name={others[0].icon} />}
          onClick={() => {
            setOpen(others[0]?.decision ?? null)
          }}
        >
          {label(others[0].decision)}
        </Button>
      )}
      {others.length > 1 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size={size} variant="default" rightSection={<Icon name="down" size="1em" />}>
              {t('decide.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ decision, icon }) => (
              <Menu.Item
                key={decision}
                leftSection={<Icon name={icon} />}
                onClick={() => {
                  setOpen(decision)
                }}
              >
                {label(decision)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <SubmitDialog
        opened={open === 'submit'}
        view={view}
        content={content}
        behalf={behalf}
        onClose={close}
        onDecided={goOn}
      />
      <ReturnDialog
        opened={open === 'return'}
        view={view}
        content={content}
        noted={noted}
        onClose={close}
        onDecided={goOn}
        {...(onReturned === undefined ? {} : { onReturned })}
      />
      <RecogniseDialog
        opened={open === 'recognise'}
        view={view}
        content={content}
        onClose={close}
        onDecided={goOn}
      />
      {(['withdraw', 'propose', 'accept', 'verifyWhole'] as const).map((decision) => (
        <SimpleDecisionDialog
          key={decision}
          decision={decision}
          opened={open === decision}
          view={view}
          content={content}
          before={levels?.appraise == null ? view.unitName : (view.unitPath[0] ?? view.unitName)}
          behalf={decision === 'withdraw' ? behalf : null}
          onClose={close}
          onDecided={goOn}
        />
      ))}
    </>
  )
})
