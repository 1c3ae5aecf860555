import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import { CallError, isCallError } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/frames.ts'
import { recorded } from './act-steps.ts'
import { refreshAfter, refreshTopics } from './topics.ts'
import { useTransport } from './transport-context.ts'

export { useTransport } from './transport-context.ts'

type QueryOptions = {
  enabled?: boolean
  /** Keeps the last answer on screen while another input is asked for, so that nothing jumps. */
  keepPrevious?: boolean
}

/** Asks a query and keeps the answer fresh: an announcement that touches what it shows asks again. */
export function useQueryCall<N extends CallName>(
  name: N,
  input: Input<N>,
  options: QueryOptions = {},
): UseQueryResult<Output<N>, CallError> {
  const transport = useTransport()
  return useQuery<Output<N>, CallError>({
    queryKey: [name, input],
    queryFn: ({ signal }): Promise<Output<N>> => transport.call(name, input, { signal }),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  })
}

/** A change: one transaction, one act. What it touches is asked for again when it has succeeded. */
export function useCommand<N extends CallName>(name: N): UseMutationResult<Output<N>, CallError, Input<N>> {
  const transport = useTransport()
  const queries = useQueryClient()
  return useMutation<Output<N>, CallError, Input<N>>({
    mutationKey: [name],
    mutationFn: (input) =>
      recorded({ transport, queries }, name, input, () => transport.call(name, input, {})),
    onSuccess: () => {
      refreshAfter(queries, name)
    },
  })
}

/**
 * What follows a command that was accepted, also where the part of the page that gave it is gone by then: what is handed to `mutate`
 * itself is forgotten with its part. A refusal shows where the command says its error.
 */
export function afterwards<T>(command: Promise<T>, then: (output: T) => void): void {
  command.then(then, () => undefined)
}

export type Operation<N extends CallName> = {
  /** Starts it; rejects with `CallError`, `cancelled` included. */
  run: (input: Input<N>) => Promise<Output<N>>
  progress: Progress | null
  cancel: () => void
  running: boolean
  error: CallError | null
  /** Forgets the last error. */
  reset: () => void
}

/** Long work with progress that can be stopped. Leaving the page stops it as well. */
export function useOperation<N extends CallName>(name: N): Operation<N> {
  const transport = useTransport()
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Progress | null>(null)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const stop = useRef<AbortController | null>(null)

  useEffect(() => () => stop.current?.abort(), [])

  const run = useCallback(
    async (input: Input<N>): Promise<Output<N>> => {
      stop.current?.abort()
      const controller = new AbortController()
      stop.current = controller
      setProgress(null)
      setError(null)
      setRunning(true)
      try {
        const output = await recorded({ transport, queries }, name, input, () =>
          transport.call(name, input, { signal: controller.signal, onProgress: setProgress }),
        )
        refreshAfter(queries, name)
        return output
      } catch (caught) {
        const failure = asCallError(caught)
        if (failure.code !== 'cancelled') setError(failure)
        // what was refused has made this machine a new one, and the whole window has to know
        if (failure.code === 'folderCopied') refreshTopics(queries, ['session', 'devices'])
        throw failure
      } finally {
        if (stop.current === controller) {
          setRunning(false)
          setProgress(null)
        }
      }
    },
    [name, queries, transport],
  )
  const cancel = useCallback(() => stop.current?.abort(), [])
  const reset = useCallback(() => {
    setError(null)
  }, [])
  return { run, progress, cancel, running, error, reset }
}

/** Whatever was thrown as the one error class; a stopped call is `cancelled`, anything unforeseen `internal`. */
export function asCallError(caught: unknown): CallError {
  if (isCallError(caught)) return caught
  if (caught instanceof DOMException && caught.name === 'AbortError') return new CallError('cancelled', {})
  return new CallError('internal', { logReference: '–' }, { cause: caught })
}
