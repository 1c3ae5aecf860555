import { useCallback, useEffect, type ReactElement } from 'react'
import { create } from 'zustand'
import type { SheetSending } from '../../../shared/contract/sheets.ts'
import type { AssessmentId, CycleId, UnitId } from '../../../shared/domain/ids.ts'
import { useMay } from '../../app/session.ts'
import { useTransport } from '../../app/use-call.ts'
import { SendOnDialog } from './send-on-dialog.tsx'

/** Bundles to be offered, one after the other. They wait in the window: the page on which it was decided may have moved on by then. */
const useQueue = create<{ readonly waiting: readonly SheetSending[] }>(() => ({ waiting: [] }))

/** Offers the bundles by which others hear of decisions, one after the other. */
export function offerBundles(waiting: readonly SheetSending[]): void {
  useQueue.setState({ waiting })
}

/**
 * What follows decisions about sheets: the dialog that makes a bundle, once for each unit that has to hear of it; whoever puts one off
 * goes on to the next. Settles when it is known whom they have to reach.
 */
export function useSendOn(cycle: CycleId): (decided: readonly AssessmentId[]) => Promise<void> {
  const transport = useTransport()
  const mayExchange = useMay('exchange')
  return useCallback(
    async (decided) => {
      if (!mayExchange) return
      const wanted = new Set(decided)
      const waiting = new Map<UnitId, SheetSending>()
      try {
        const [first] = decided
        const sheets =
          decided.length === 1 && first !== undefined
            ? [await transport.call('sheets.get', { assessment: first })]
            : await transport.call('sheets.list', { cycle })
        for (const { assessment, sending } of sheets)
          if (sending?.state === 'decided' && wanted.has(assessment) && !waiting.has(sending.to))
            waiting.set(sending.to, sending)
      } catch {
        // every sheet says for itself that it is in no bundle yet
      }
      offerBundles([...waiting.values()])
    },
    [cycle, mayExchange, transport],
  )
}

/** Stands once in the window, outside every page. */
export function SendOnHost(): ReactElement {
  const [next = null] = useQueue(({ waiting }) => waiting)
  useEffect(
    () => () => {
      offerBundles([])
    },
    [],
  )
  return (
    <SendOnDialog
      sending={next}
      onClose={() => {
        useQueue.setState(({ waiting: [, ...rest] }) => ({ waiting: rest }))
      }}
    />
  )
}
