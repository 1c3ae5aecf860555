import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FileTicket } from '../../shared/contract/frames.ts'
import type { Core } from '../../src-main/api/core-interface.ts'
import { officeAt } from '../../src-main/api/office-at.ts'
import { createCore } from '../../src-main/core.ts'
import type { Clock } from '../../src-main/platform/clock.ts'
import type { Office } from '../../src-main/services/demo/office.ts'

/** One program on a folder of its own, as on a computer of its own. */
export type Program = {
  readonly name: string
  readonly dataDir: string
  /** The first window; whoever begins there holds every role. */
  readonly office: Office
  readonly save: (ticket: FileTicket, folder: string) => Promise<string>
  readonly close: () => Promise<void>
}

export async function openProgram(options: {
  readonly name: string
  readonly dataDir: string
  readonly keysDir: string
  readonly clock: Clock
}): Promise<Program> {
  const { name, dataDir, keysDir, clock } = options
  const core: Core = await createCore({ dataDir, keysDir, clock })
  return {
    name,
    dataDir,
    office: officeAt(core, core.sessions.open()),
    save: async ({ ticket }, folder) => {
      const { name: fileName, stream } = core.files.open(ticket)
      const file = path.join(folder, fileName)
      await mkdir(folder, { recursive: true })
      await writeFile(file, stream())
      return file
    },
    close: () => core.close(),
  }
}
