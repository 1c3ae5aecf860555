/** Builds the program: hosts and workers with esbuild, the window with vite, assets by copying. */
import { build as bundle, type BuildOptions } from 'esbuild'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
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
const stampName = 'built.json'

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

async function buildProgram(): Promise<BuildReport> {
  const started = performance.now()
  const startedAt = new Date()
  const missing: string[] = []
  const present = async (source: string): Promise<boolean> => {
    if (await exists(source)) return true
    missing.push(`left out, there is no ${source}`)
    return false
  }

  // Built aside and then put in place: a build that fails leaves the last good program alone.
  const out = inProject('node_modules/.cache', `build-${process.pid}`)
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })

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
      outdir: out,
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
    }
    work.push(bundle({ ...shared, ...forEsm, ...options }))
  }
  if (workers.length > 0) {
    // Without shared chunks: workers are unpacked from the packaged program's archive, chunks are not.
    work.push(bundle({ ...shared, ...forEsm, entryPoints: workers, outdir: path.join(out, 'workers') }))
  }
  if (await present(preloadSource)) {
    const outfile = path.join(out, 'electron/preload.cjs')
    work.push(bundle({ ...shared, format: 'cjs', entryPoints: [preloadSource], outfile }))
  }
  if (await present(windowEntry)) work.push(buildTheWindow(path.join(out, 'window')))
  if (await present('assets')) {
    // One after the other: two copies that make the same folder get in each other's way.
    work.push(
      cp(inProject('assets'), path.join(out, 'assets'), { recursive: true }).then(() =>
        copyPaperFonts(path.join(out, 'assets/fonts/tinos')),
      ),
    )
  }
  try {
    await Promise.all(work)
    await writeFile(
      path.join(out, stampName),
      JSON.stringify({ startedAt: startedAt.getTime(), missing }, null, 2),
    )
    await putInPlace(out)
  } finally {
    await Promise.allSettled(work)
    await rm(out, { recursive: true, force: true })
  }
  return { missing, milliseconds: performance.now() - started }
}

/** Builds; of a failure it prints only what the tools did not already say, and answers undefined. */
export async function buildOrExplain(): Promise<BuildReport | undefined> {
  try {
    return await buildProgram()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // esbuild has printed its errors with the lines around them.
    console.error(
      message.startsWith('Build failed with') && message.includes('ERROR:') ? 'dist/ was not built' : message,
    )
    return undefined
  }
}

async function putInPlace(out: string): Promise<void> {
  const dist = inProject('dist')
  await rm(dist, { recursive: true, force: true })
  await rename(out, dist).catch(async () => {
    // Another build came between; the last one wins.
    await rm(dist, { recursive: true, force: true })
    await rename(out, dist)
  })
}

async function buildTheWindow(outDir: string): Promise<void> {
  await buildWindow({ configFile: inProject('vite.config.ts'), logLevel: 'warn', build: { outDir } })
  for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
    const from = inProject('node_modules/pdfjs-dist', folder)
    await cp(from, path.join(outDir, 'pdfjs', folder), { recursive: true })
  }
}

/** The fonts of drawn papers, with their licence (program-files.ts says where they are looked for). */
async function copyPaperFonts(to: string): Promise<void> {
  const from = inProject('node_modules/@expo-google-fonts/tinos')
  const wanted = /(?:LICENSE_FONT|\.ttf)$/
  await cp(from, to, {
    recursive: true,
    filter: async (file) => wanted.test(file) || (await stat(file)).isDirectory(),
  })
}

/** Whether the program was never built, or a source is younger than the build. */
export async function programIsStale(): Promise<boolean> {
  const stamp = await readFile(inProject('dist', stampName), 'utf8').catch(() => undefined)
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
