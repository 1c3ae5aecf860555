/** A page with nothing but the window's transport, for tests in a real browser. */
import '../../src-renderer/transport/no-generated-code.ts'
import { installTrustedTypes } from '../../src-renderer/app/trusted-types.ts'
import { openTransport } from '../../src-renderer/transport/open-transport.ts'
import type { Transport } from '../../src-renderer/transport/transport.ts'
import type { DoorContract } from './door-contract.ts'

export type TransportPage = {
  transport: Transport<DoorContract>
  language: string | null
  violations: string[]
}

const violations: string[] = []
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective} ${event.blockedURI}`)
})
installTrustedTypes()

const opening = openTransport().then(({ transport, language }): TransportPage => ({
  // The door that this page is served from has the contract of the tests.
  transport: transport,
  language,
  violations,
}))
Object.assign(globalThis, { opening })
