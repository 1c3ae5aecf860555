import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contentSecurityPolicy, generalHeaders, newNonce, noncePlaceholder, policyFor } from './policy.ts'

/** One answer of the window's own files. */
export type PageAnswer = Readonly<{ headers: Readonly<Record<string, string>>; body: Uint8Array }>

export type PageFiles = Readonly<{
  /** How to read the file at exactly this path of an address (`/assets/index-1a2b.js`), undefined when there is none. */
  find: (addressPath: string) => (() => Promise<PageAnswer>) | undefined
}>

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
}

/**
 * The built window, read only. The folder is listed once; afterwards an address is looked up in that list and never turned
 * into a path, so there is nothing that `..`, `%2e` or a backslash could reach.
 *
 * @throws the system's error when the folder was not built
 */
export function openPageFiles(folder: string): PageFiles {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    files.set(`/${path.relative(folder, file).split(path.sep).join('/')}`, file)
  }

  return {
    find(addressPath) {
      const name = addressPath === '/' ? '/index.html' : addressPath
      const file = files.get(name)
      if (file === undefined) return undefined
      return () => (name.endsWith('.html') ? answerPage(file) : answerFile(name, file))
    },
  }
}

async function answerPage(file: string): Promise<PageAnswer> {
  const nonce = newNonce()
  const page = await readFile(file, 'utf8')
  return {
    headers: {
      ...generalHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce),
    },
    body: Buffer.from(page.replaceAll(noncePlaceholder, nonce)),
  }
}

async function answerFile(name: string, file: string): Promise<PageAnswer> {
  const type = contentTypes[path.extname(name)] ?? 'application/octet-stream'
  return {
    headers: { ...generalHeaders, 'Content-Type': type, 'Content-Security-Policy': policyFor(name) },
    body: await readFile(file),
  }
}
