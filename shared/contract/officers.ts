import { z } from 'zod'
import { DepartmentId, OfficerId } from '../domain/ids.ts'
import { Role } from '../domain/permissions.ts'
import { command, query } from './define.ts'
import { shortText } from './views.ts'

export const OfficerView = z.strictObject({
  id: OfficerId,
  name: z.string(),
  roles: z.array(Role),
  department: DepartmentId.nullable(),
  active: z.boolean(),
  hasPassword: z.boolean(),
})
export type OfficerView = z.infer<typeof OfficerView>

export const officerCalls = {
  'officers.list': query({ permit: 'signedIn', input: z.strictObject({}), output: z.array(OfficerView) }),
  'officers.save': command({
    permit: 'manageOfficers',
    input: z.strictObject({
      officer: OfficerId.nullable(),
      name: shortText,
      roles: z.array(Role).min(1),
      department: DepartmentId.nullable(),
      active: z.boolean(),
    }),
    output: OfficerView,
    errors: ['lastAdmin', 'notFound'],
    touches: ['officers', 'session'],
  }),
  /** The own password, or anybody's for an admin. `null` removes it, which only a sole officer may do. */
  'officers.setPassword': command({
    permit: 'signedIn',
    input: z.strictObject({
      officer: OfficerId,
      current: z.string().max(200).optional(),
      password: z.string().min(6).max(200).nullable(),
    }),
    output: z.strictObject({}),
    errors: ['wrongPassword', 'forbidden', 'notFound'],
    touches: ['officers'],
  }),
}
