import { build } from 'esbuild'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { assetPath, windowFolder, workerUrl } from '../../src-main/platform/program-files.ts'

const source = fileURLToPath(new URL('../../src-main/platform/program-files.ts', import.meta.url))
const project = path.resolve(path.dirname(source), '../..')
let temporary: string | undefined

afterEach(async () => {
  if (temporary !== undefined) await rm(temporary, { recursive: true })
  temporary = undefined
})

/** Bundles program-files.ts as `<top>/dist/chunks/x.js` and asks it for its answers. */
async function answersOfBundle(...top: readonly string[]): Promise<string[]> {
  temporary = await realpath(await mkdtemp(path.join(tmpdir(), 'cqtt-files-')))
  const outfile = path.join(temporary, ...top, 'dist/chunks/x.mjs')
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm' })
  const script = `import { assetPath, windowFolder, workerUrl } from './x.mjs'
    import { fileURLToPath } from 'node:url'
    console.log(JSON.stringify([assetPath('units/list.json'), fileURLToPath(workerUrl('hash')), windowFolder()]))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: path.dirname(outfile),
  })
  return (JSON.parse(stdout) as string[]).map((file) =>
    path.relative(temporary!, file).split(path.sep).join('/'),
  )
}

test('from source, assets lie in the project and workers are TypeScript', () => {
  expect(existsSync(assetPath('icon/icon.png'))).toBe(true)
  expect(fileURLToPath(workerUrl('hash'))).toBe(path.join(project, 'src-main/jobs/workers/hash.ts'))
  expect(windowFolder()).toBe(path.join(project, 'dist/window'))
})

test('from the bundle, everything lies in dist', async () => {
  expect(await answersOfBundle()).toEqual([
    'dist/assets/units/list.json',
    'dist/workers/hash.js',
    'dist/window',
  ])
})

test('from the package, workers lie outside of the archive', async () => {
  expect(await answersOfBundle('resources', 'app.asar')).toEqual([
    'resources/app.asar/dist/assets/units/list.json',
    'resources/app.asar.unpacked/dist/workers/hash.js',
    'resources/app.asar/dist/window',
  ])
})
