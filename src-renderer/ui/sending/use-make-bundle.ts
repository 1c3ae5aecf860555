import { useState } from 'react'
import type { ExportContent, MadeBundle } from '../../../shared/contract/exchange.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import { useOperation } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { filesOfMade } from './made-files.ts'
import { partBytesOf, type Packing, type Preview } from './packing-choices.tsx'

type MakeBundle = {
  /** Makes the bundle and lets the user save its files. */
  make: (facts: Preview, what: ExportContent, packing: Packing) => Promise<void>
  made: MadeBundle | null
  forget: () => void
  running: boolean
  progress: Progress | null
  error: CallError | null
  cancel: () => void
}

/** One bundle for one unit: made, then saved. */
export function useMakeBundle(): MakeBundle {
  const send = useOperation('bundles.export')
  const save = useSaveFiles()
  const [made, setMade] = useState<MadeBundle | null>(null)
  async function make(facts: Preview, what: ExportContent, packing: Packing): Promise<void> {
    const partBytes = partBytesOf(packing)
    const output = await send
      .run({
        ...{ to: facts.to.id, what, withFiles: packing.withFiles },
        encrypt: packing.encrypt && facts.encryption.possible,
        ...(partBytes === null ? {} : { partBytes }),
      })
      // The operation keeps its own error, which is shown.
      .catch(() => null)
    if (output === null) return
    setMade(output)
    await save(filesOfMade(output))
  }
  return {
    ...{ make, made, running: send.running, progress: send.progress, error: send.error, cancel: send.cancel },
    forget: () => {
      setMade(null)
    },
  }
}
