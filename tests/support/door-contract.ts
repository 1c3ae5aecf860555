import { z } from 'zod'
import { command, operation, query } from '../../shared/contract/define.ts'
import { FileTicket, Ticket } from '../../shared/contract/frames.ts'

/** A contract with one call for each thing that a door must carry. */
export const doorContract = {
  'session.state': query({
    permit: 'anyone',
    input: z.strictObject({}),
    output: z.strictObject({
      officers: z.array(z.strictObject({ id: z.string(), name: z.string(), needsPassword: z.boolean() })),
    }),
  }),
  'session.signIn': command({
    permit: 'anyone',
    input: z.strictObject({ officer: z.string(), password: z.string().optional() }),
    output: z.strictObject({ name: z.string() }),
    errors: ['wrongPassword'],
    touches: ['session'],
  }),
  'numbers.double': query({
    permit: 'signedIn',
    input: z.strictObject({
      value: z.int().max(1000),
      note: z.string(),
      parts: z.array(z.strictObject({ name: z.string().min(2) })).optional(),
    }),
    output: z.strictObject({ doubled: z.int(), note: z.string() }),
  }),
  'sheets.refuse': command({
    permit: 'view',
    input: z.strictObject({}),
    output: z.strictObject({}),
    errors: ['changedMeanwhile'],
    touches: ['sheets'],
  }),
  'sheets.touch': command({
    permit: 'score',
    input: z.strictObject({}),
    output: z.strictObject({}),
    touches: ['sheets', 'history'],
  }),
  'officers.list': query({ permit: 'manageOfficers', input: z.strictObject({}), output: z.strictObject({}) }),
  'bugs.hidden': query({ permit: 'anyone', input: z.strictObject({}), output: z.strictObject({}) }),
  'bugs.answer': query({
    permit: 'anyone',
    input: z.strictObject({}),
    output: z.strictObject({ total: z.int() }),
  }),
  /** Counts; `pause` ms between steps. Writes `cleaned-<name>` into the data folder when it ends, however it ends. */
  'work.count': operation({
    permit: 'view',
    input: z.strictObject({ name: z.string(), steps: z.int(), pause: z.int() }),
    output: z.strictObject({ counted: z.int() }),
    touches: ['exchange'],
  }),
  'files.measure': operation({
    permit: 'score',
    input: z.strictObject({
      files: z.array(Ticket),
      label: z.string().optional(),
      skip: z.array(z.string()),
    }),
    output: z.strictObject({
      files: z.array(z.strictObject({ name: z.string(), size: z.int(), sha256: z.string() })),
    }),
  }),
  'files.make': command({
    permit: 'view',
    input: z.strictObject({ name: z.string(), size: z.int() }),
    output: z.strictObject({ file: FileTicket }),
  }),
} as const

export type DoorContract = typeof doorContract
