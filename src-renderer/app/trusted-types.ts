import { setNonce } from 'get-nonce'

/**
 * The window's side of the strict content security policy.
 *
 * The host sends `require-trusted-types-for 'script'; trusted-types default`. Mantine writes style sheets through `innerHTML`, the
 * PDF reader starts its worker by address: both pass this one policy, which lets nothing through that could become markup or a
 * foreign script.
 */

type PolicyRules = {
  createHTML: (text: string) => string
  createScriptURL: (address: string) => string
}
type PolicyFactory = { createPolicy: (name: string, rules: PolicyRules) => unknown }

/** Installs the default policy, in browsers that know trusted types. */
export function installTrustedTypes(): void {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  factory?.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('Markup from text is refused')
      return text
    },
    createScriptURL(address) {
      const url = new URL(address, location.href)
      if (url.origin !== location.origin) {
        throw new TypeError('A script from elsewhere is refused')
      }
      return address
    },
  })
}

/** The nonce that the host wrote into the page; also handed to the scroll lock of dialogs, which makes its own style element. */
export function readStyleNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  setNonce(nonce)
  return nonce
}
