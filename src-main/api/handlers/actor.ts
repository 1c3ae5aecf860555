import type { Actor, Installation } from '../../services/office/installation.ts'
import { callingOfficer, type CallContext } from '../handlers.ts'

/** The officer of a call as the services know it. */
export function actorOf(context: CallContext): Actor {
  const { id, name, roles } = callingOfficer(context)
  return { officer: { id, name }, roles, action: context.call }
}

/** What the handlers of the program share. */
export type HandlerParts = {
  readonly installation: Installation
  /** Version of the program, for windows and bundles. */
  readonly version: string
}
