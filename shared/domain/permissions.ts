import { z } from 'zod'

/** Roles of an officer within the own unit; one person may hold all, and it shows. */
export const Role = z.enum(['admin', 'scorer', 'appraiser', 'approver', 'viewer'])
export type Role = z.infer<typeof Role>

/** What a call needs. Which sheet it may touch is decided by level and cycle in `workflow.ts`. */
export const Permission = z.enum([
  'view',
  'score',
  'appraise',
  'approve',
  'manageCriteria',
  'manageCycles',
  'manageOfficers',
  'manageUnits',
  'manageDevices',
  'exchange',
  'settings',
])
export type Permission = z.infer<typeof Permission>

const granted: Readonly<Record<Role, readonly Permission[]>> = {
  admin: [
    'view',
    'manageCriteria',
    'manageCycles',
    'manageOfficers',
    'manageUnits',
    'manageDevices',
    'exchange',
    'settings',
  ],
  scorer: ['view', 'score', 'exchange', 'settings'],
  appraiser: ['view', 'score', 'appraise', 'exchange', 'settings'],
  approver: ['view', 'score', 'appraise', 'approve', 'exchange', 'settings'],
  viewer: ['view', 'settings'],
}

/** Whether one of these roles grants the permission. */
export function mayDo(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => granted[role].includes(permission))
}

/** Everything that these roles grant, in the order of `Permission`. */
export function permissionsOf(roles: readonly Role[]): readonly Permission[] {
  return Permission.options.filter((permission) => mayDo(roles, permission))
}
