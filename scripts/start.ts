/**
 * `npm start`: builds the program if a source changed, then opens it: in Electron's window where the binary is
 * or can be had, else through the web door in the browser.
 *
 *   npm start -- --web            the web door even if Electron is there
 *   --port N  --no-open  --data FOLDER  --keys FOLDER  --lang vi|en      handed on to the program
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fetchElectronOnce, findElectron } from './electron-binary.ts'
import { runInForeground } from './foreground.ts'
import { engineFlags } from '../src-main/platform/engine-flags.ts'
import { buildOrExplain, programIsStale } from './program-build.ts'
import { inProject } from './project.ts'

const argumentsForProgram = process.argv.slice(2).filter((argument) => argument !== '--web')
const wantsWeb = process.argv.includes('--web')
const canShowWindow = hasDisplay()

if (await programIsStale()) {
  const report = await buildOrExplain()
  if (report === undefined) process.exit(1)
  say(
    `Đã dựng chương trình (${seconds(report.milliseconds)} giây).`,
    `Program built (${seconds(report.milliseconds)} s).`,
  )
}

const electron =
  wantsWeb || !canShowWindow ? undefined : ((await findElectron()) ?? (await fetchElectronOnce()))
process.exitCode = await (electron === undefined ? startWebDoor() : startElectron(electron))

async function startElectron(binary: string): Promise<number> {
  // Chromium refuses its sandbox to root; only a developer in a container starts it so.
  const rootFlags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return runInForeground(binary, [...rootFlags, inProject(), ...argumentsForProgram])
}

async function startWebDoor(): Promise<number> {
  const main = inProject('dist/web/main.js')
  if (!existsSync(main)) {
    say('Chưa có cửa web trong bản dựng này.', 'This build has no web door.')
    return 1
  }
  if (!wantsWeb) {
    say(
      canShowWindow
        ? 'Máy này chưa có Electron (npm run electron để tải): mở chương trình trong trình duyệt.'
        : 'Máy này không có màn hình: mở cửa web, hãy dùng địa chỉ dưới đây.',
      canShowWindow
        ? 'Electron is not on this machine (npm run electron fetches it): opening in the browser.'
        : 'There is no display here: opening the web door, use the address below.',
    )
  }
  const noOpen = canShowWindow || argumentsForProgram.includes('--no-open') ? [] : ['--no-open']
  return runInForeground(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    ...engineFlags,
    main,
    ...argumentsForProgram,
    ...noOpen,
  ])
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(
    (value) => value !== undefined && value !== '',
  )
}

/** In both languages, unless one was asked for. */
function say(vietnamese: string, english: string): void {
  const { lang } = parseArgs({ options: { lang: { type: 'string' } }, strict: false }).values
  console.log(lang === 'en' ? english : lang === 'vi' ? vietnamese : `${vietnamese}\n${english}`)
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}
