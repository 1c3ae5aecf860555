import type { MadeBundle } from '../../../shared/contract/exchange.ts'
import type { FileTicket } from '../../../shared/contract/frames.ts'

/** What is to be saved of a bundle that was made: its one file, or its parts. */
export function filesOfMade(made: MadeBundle): FileTicket[] {
  const files = made.parts.length > 0 ? made.parts : [made]
  return files.flatMap(({ file }) => (file === null ? [] : [file]))
}
