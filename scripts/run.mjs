/**
 * The launcher: finds a Node that runs TypeScript as it stands and starts the given script or tool under it.
 *
 *   node scripts/run.mjs scripts/start.ts --web     a file of this project
 *   node scripts/run.mjs vitest run                 a tool from node_modules
 *
 * Every npm script goes through here, because `npm` may itself run on an older Node, and because
 * better-sqlite3 crashes there instead of saying so. This file must stay readable by Node 20.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const projectFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Tools whose command is not named like their package. */
const packageOfTool = {
  depcruise: 'dependency-cruiser',
  tsc: 'typescript',
  playwright: '@playwright/test',
}

/** Whether this version strips types without a flag (22.18, 23.6 and later). */
function runsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  const shipped = path.join(projectFolder, 'node_modules', `node-${platform}-${process.arch}`, 'bin', binary)
  if (existsSync(shipped)) return shipped
  if (runsTypeScript(process.versions.node)) return process.execPath
  return undefined
}

function findScript(name) {
  if (/\.(ts|mjs|js)$/.test(name)) return path.resolve(projectFolder, name)
  const packageFolder = path.join(projectFolder, 'node_modules', packageOfTool[name] ?? name)
  const description = path.join(packageFolder, 'package.json')
  if (!existsSync(description)) return undefined
  const { bin } = JSON.parse(readFileSync(description, 'utf8'))
  const file = typeof bin === 'string' ? bin : bin?.[name]
  return file === undefined ? undefined : path.join(packageFolder, file)
}

function refuse(vietnamese, english) {
  console.error(`${vietnamese}\n${english}`)
  process.exit(1)
}

const [name, ...rest] = process.argv.slice(2)
if (name === undefined) {
  refuse(
    'Cần tên tệp hoặc công cụ để chạy.',
    'Name the file or the tool to run: node scripts/run.mjs <file|tool> …',
  )
}

if (!existsSync(path.join(projectFolder, 'node_modules'))) {
  refuse(
    'Chưa cài thư viện: hãy chạy "npm ci" trước.',
    'The libraries are not installed: run "npm ci" first.',
  )
}

const node = findNode()
if (node === undefined) {
  refuse(
    `Cần Node.js 22.18 trở lên (máy này: ${process.versions.node}), hoặc chạy lại "npm ci" để cài kèm Node 24.`,
    `Node.js 22.18 or newer is needed (this one: ${process.versions.node}), or run "npm ci" again to get Node 24.`,
  )
}

const script = findScript(name)
if (script === undefined || !existsSync(script)) {
  refuse(`Không tìm thấy "${name}".`, `There is no "${name}" in this project.`)
}

// A small nursery: what is thrown away at once, above all pieces of files, is cleared away before it takes up 100 MB.
const flags = script.startsWith(path.join(projectFolder, 'src-main')) ? ['--max-semi-space-size=4'] : []
// As src-main/platform/engine-flags.ts says, which this file cannot read.
if (process.platform === 'linux' && process.arch === 'x64') flags.push('--no-memory-protection-keys')

const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...flags, script, ...rest], {
  stdio: 'inherit',
  cwd: process.cwd(),
  env: {
    ...process.env,
    // What the script starts by the bare name "node" must be the same Node.
    [pathKey]: [path.dirname(node), process.env[pathKey]].filter(Boolean).join(path.delimiter),
  },
})

// Ctrl+C reaches the child by itself (same terminal); others are passed on. We end when it ends.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal))
}
child.on('error', (error) => {
  refuse(`Không chạy được Node: ${error.message}`, `Node could not be started: ${error.message}`)
})
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
