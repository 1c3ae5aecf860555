import { useState, type ReactElement } from 'react'
import type { SheetSending } from '../../../shared/contract/sheets.ts'
import type { AssessmentId, CycleId, UnitId } from '../../../shared/domain/ids.ts'
import { useMay } from '../../app/session.ts'
import { useTransport } from '../../app/use-call.ts'
import { SendOnDialog } from './send-on-dialog.tsx'

/**
 * What follows a decision about several sheets: the dialog that makes a bundle, once for each unit that has to hear of it, one after the
 * other. `goOn` starts it for the sheets that were decided; whoever puts one off goes on to the next.
 */
export function useSendOn(cycle: CycleId): {
  readonly goOn: (decided: readonly AssessmentId[]) => void
  readonly dialog: ReactElement
} {
  const transport = useTransport()
  const mayExchange = useMay('exchange')
  const [queue, setQueue] = useState<readonly SheetSending[]>([])
  function goOn(decided: readonly AssessmentId[]): void {
    if (!mayExchange) return
    const wanted = new Set(decided)
    transport.call('sheets.list', { cycle }).then(
      (sheets) => {
        const waiting = new Map<UnitId, SheetSending>()
        for (const { assessment, sending } of sheets)
          if (sending?.state === 'decided' && wanted.has(assessment) && !waiting.has(sending.to))
            waiting.set(sending.to, sending)
        setQueue([...waiting.values()])
      },
      // every sheet says for itself that it is in no bundle yet
      () => undefined,
    )
  }
  const [next = null] = queue
  return {
    goOn,
    dialog: (
      <SendOnDialog
        key={next?.to ?? ''}
        sending={next}
        onClose={() => {
          setQueue(([, ...rest]) => rest)
        }}
      />
    ),
  }
}
