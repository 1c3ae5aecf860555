import { randomBytes } from 'node:crypto'

/** The built page carries this where the nonce of its styles belongs (`<meta name="csp-nonce" content="…">`). */
export const noncePlaceholder = '__CSP_NONCE__'

export function newNonce(): string {
  return randomBytes(18).toString('base64url')
}

/**
 * What the window may load and run, as data: the same for every door. Everything comes from the program itself; scripts
 * cannot be made from text, and styles written by the page carry a nonce that is new in every answer.
 */
export function contentSecurityPolicy(styleNonce: string): string {
  return joined({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", `'nonce-${styleNonce}'`],
    'img-src': ["'self'", 'blob:', 'data:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'frame-src': ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  })
}

/** The PDF worker alone may compile WebAssembly (JPEG 2000 and the like); it has no page to show. */
const pdfWorkerPolicy = joined({
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'connect-src': ["'self'"],
})

/** Anything that is no page and no PDF worker: it can do nothing even if a browser were made to show it. */
const nothingPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** For scripts, which become workers of their own policy when started as such. */
const scriptPolicy = joined({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'connect-src': ["'self'"],
})

function joined(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
}

/** Stand in every answer of every door. */
export const generalHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  'Cache-Control': 'no-store',
}

/** The policy for one answer that is not the page itself. */
export function policyFor(path: string): string {
  if (/\/pdf\.worker[^/]*\.m?js$/.test(path)) return pdfWorkerPolicy
  return /\.m?js$/.test(path) ? scriptPolicy : nothingPolicy
}
