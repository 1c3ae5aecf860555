import { build } from 'esbuild'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The worker as one file: a campaign starts it hundreds of times, and from source each start would read the whole program anew. */

const project = fileURLToPath(new URL('../../..', import.meta.url))
let made: Promise<string> | undefined

/** The path of the worker's file, made once a process and gone with it; needs a built program, whose worker threads it starts. */
export function workerFile(): Promise<string> {
  return (made ??= bundleWorker())
}

async function bundleWorker(): Promise<string> {
  if (!existsSync(path.join(project, 'dist/workers'))) throw new Error('Run "npm run build" first.')
  // inside the project, where better-sqlite3 is found
  const folder = path.join(project, 'node_modules/.cache', `fault-worker-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
  const outfile = path.join(folder, 'worker.mjs')
  // it looks for assets and threads as if it lay in dist (program-files.ts)
  const place = path.join(project, 'dist/faults')
  await build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['better-sqlite3'],
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`,
    },
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(path.join(place, 'worker.mjs')).href),
      __dirname: JSON.stringify(place),
    },
    logLevel: 'error',
  })
  return outfile
}
