import { z } from 'zod'
import { command, query } from './define.ts'

/** Settings of this installation; never journalled. */
export const Settings = z.strictObject({
  language: z.enum(['vi', 'en']),
  /** Per cent; 100 is the usual size. */
  textSize: z.int().min(80).max(200),
  colours: z.enum(['light', 'dark', 'system']),
  /** The list of first steps on the first page: while something of it is open, or as somebody chose. */
  firstSteps: z.enum(['whileOpen', 'shown', 'hidden']),
})
export type Settings = z.infer<typeof Settings>

export const settingCalls = {
  'settings.get': query({ permit: 'anyone', input: z.strictObject({}), output: Settings }),
  'settings.set': command({
    permit: 'anyone',
    input: Settings.partial(),
    output: Settings,
    touches: ['settings'],
  }),
  'system.info': query({
    permit: 'anyone',
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      dataFolder: z.string(),
      freeBytes: z.int(),
      databaseBytes: z.int(),
      vaultBytes: z.int(),
      entries: z.int(),
    }),
  }),
}
