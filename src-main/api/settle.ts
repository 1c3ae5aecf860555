import { CallError } from '../../shared/contract/errors.ts'
import type { Frame, Progress } from '../../shared/contract/frames.ts'

/**
 * Waits for the end of an answer.
 * @returns the result
 * @throws CallError of an error frame
 */
export async function settle(
  frames: AsyncIterable<Frame>,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<unknown> {
  for await (const frame of frames) {
    if (frame.kind === 'progress') onProgress(frame.progress)
    else if (frame.kind === 'result') return frame.value
    else throw new CallError(frame.error.code, frame.error.details)
  }
  throw new Error('an answer ended without a result')
}
