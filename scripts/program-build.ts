/** Builds the program: hosts and workers with esbuild, the window with vite, assets by copying. */
import { build as bundle, type BuildOptions } from 'esbuild'
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build as buildWindow } from 'vite'
import { inProject } from './project.ts'

/** Entries of the core's bundle: source file → name in dist, always one folder deep (program-files.ts). */
const hostEntries: Readonly<Record<string, string>> = {
  'web/main': 'src-main/hosts/web/main.ts',
  'cli/main': 'src-main/hosts/cli/main.ts',
  'electron/main': 'src-main/hosts/electron/main.ts',
  'electron/core-process': 'src-main/hosts/electron/core-process.ts',
}
const preloadSource = 'src-main/hosts/electron/preload.ts'
const workersFolder = 'src-main/jobs/workers'
const windowEntry = 'src-renderer/main.tsx'

/** What the bundle is made from; a younger file here makes it stale. */
const sources = [
  'src-main',
  'src-renderer',
  'shared',
  'assets',
  'vite.config.ts',
  'scripts/program-build.ts',
  'package-lock.json',
]
const stampFile = inProject('dist/built.json')

const shared: BuildOptions = {
  absWorkingDir: inProject(),
  bundle: true,
  platform: 'node',
  target: 'node22',
  external: ['better-sqlite3', 'electron'],
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
}

/** Bundled CommonJS libraries call require and read __dirname; an ES module has neither. */
const forEsm: BuildOptions = {
  format: 'esm',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
}

export interface BuildReport {
  /** One sentence for each entry that does not exist and was left out. */
  readonly missing: readonly string[]
  readonly milliseconds: number
}

export async function buildProgram(): Promise<BuildReport> {
  const started = performance.now()
  const startedAt = new Date()
  const missing: string[] = []
  const present = async (source: string): Promise<boolean> => {
    if (await exists(source)) return true
    missing.push(`left out, there is no ${source}`)
    return false
  }

  await rm(inProject('dist'), { recursive: true, force: true })
  await mkdir(inProject('dist'), { recursive: true })

  const hosts: Record<string, string> = {}
  for (const [name, source] of Object.entries(hostEntries)) {
    if (await present(source)) hosts[name] = source
  }
  const workers = await workerEntries()
  if (workers.length === 0) missing.push(`left out, there is no worker in ${workersFolder}`)

  const work: Promise<unknown>[] = []
  if (Object.keys(hosts).length > 0) {
    const options = {
      entryPoints: hosts,
      outdir: 'dist',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
    }
    work.push(bundle({ ...shared, ...forEsm, ...options }))
  }
  if (workers.length > 0) {
    // Without shared chunks: workers are unpacked from the packaged program's archive, chunks are not.
    work.push(bundle({ ...shared, ...forEsm, entryPoints: workers, outdir: 'dist/workers' }))
  }
  if (await present(preloadSource)) {
    const outfile = 'dist/electron/preload.cjs'
    work.push(bundle({ ...shared, format: 'cjs', entryPoints: [preloadSource], outfile }))
  }
  if (await present(windowEntry)) work.push(buildTheWindow())
  if (await present('assets')) {
    work.push(cp(inProject('assets'), inProject('dist/assets'), { recursive: true }))
  }
  await Promise.all(work)

  await writeFile(stampFile, JSON.stringify({ startedAt: startedAt.getTime(), missing }, null, 2))
  return { missing, milliseconds: performance.now() - started }
}

async function buildTheWindow(): Promise<void> {
  await buildWindow({ configFile: inProject('vite.config.ts'), logLevel: 'warn' })
  for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
    const from = inProject('node_modules/pdfjs-dist', folder)
    await cp(from, inProject('dist/window/pdfjs', folder), { recursive: true })
  }
}

/** Whether the program was never built, or a source is younger than the build. */
export async function programIsStale(): Promise<boolean> {
  const stamp = await readFile(stampFile, 'utf8').catch(() => undefined)
  if (stamp === undefined) return true
  const { startedAt } = JSON.parse(stamp) as { startedAt: number }
  for (const source of sources) {
    if ((await newestChange(inProject(source))) > startedAt) return true
  }
  return false
}

async function newestChange(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  // A folder's own time tells of files removed from it.
  const inside = await readdir(file)
  const times = await Promise.all(inside.map((name) => newestChange(path.join(file, name))))
  return Math.max(found.mtimeMs, ...times)
}

async function workerEntries(): Promise<string[]> {
  const names = await readdir(inProject(workersFolder)).catch(() => [])
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${workersFolder}/${name}`)
}

async function exists(source: string): Promise<boolean> {
  return (await stat(inProject(source)).catch(() => undefined)) !== undefined
}
