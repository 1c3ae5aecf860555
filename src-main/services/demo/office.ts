import type { CallName, Input, Output } from '../../../shared/contract/contract.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import type { DepartmentId } from '../../../shared/domain/ids.ts'
import type { Role } from '../../../shared/domain/permissions.ts'

/**
 * An office in which the sample story is played: the story speaks through the contract only, as windows do, so that
 * permissions, checks and journal are the real ones.
 */
export type Office = {
  readonly call: <Name extends CallName>(name: Name, input: Input<Name>) => Promise<Output<Name>>
  /** A file of this machine, for a call that takes files. */
  readonly file: (path: string) => Promise<Ticket>
  /** The same office with somebody else in front of a window of his own; adds the officer first. */
  readonly add: (person: {
    readonly name: string
    readonly roles: readonly Role[]
    readonly department: DepartmentId | null
  }) => Promise<Office>
}
