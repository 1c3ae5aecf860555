/**
 * `npm run package`: builds the program and packs it for this system into release/.
 *
 *   npm run package -- --dir      only the unpacked folder, without an installer
 */
import { readdir } from 'node:fs/promises'
import { findElectronDistribution } from './electron-binary.ts'
import { runInForeground } from './foreground.ts'
import { buildOrExplain } from './program-build.ts'
import { inProject, launcherArguments } from './project.ts'

process.exitCode = await packageProgram()

async function packageProgram(): Promise<number> {
  const distribution = await findElectronDistribution()
  if (distribution === undefined) {
    // Checked first, because electron-builder would wait for its download and then print an address.
    console.error(
      "Chưa có Electron để đóng gói: hãy chạy 'npm run electron' khi có mạng.\n" +
        "Electron's binary is needed for packaging: run 'npm run electron' while there is a network.",
    )
    return 1
  }
  const report = await buildOrExplain()
  if (report === undefined) return 1
  if (report.missing.length > 0) {
    for (const sentence of report.missing) console.error(sentence)
    console.error('An incomplete program is not packaged.')
    return 1
  }
  const exitCode = await runInForeground(
    process.execPath,
    launcherArguments([
      'electron-builder',
      '--publish',
      'never',
      `-c.electronDist=${distribution}`,
      ...process.argv.slice(2),
    ]),
  )
  return exitCode === 0 ? checkNativeFile() : exitCode
}

/** The wrong native file would show itself only on the officer's machine. */
async function checkNativeFile(): Promise<number> {
  const [folder, wanted] =
    process.platform === 'win32' ? ['win-unpacked', 'win32-x64.node'] : ['linux-unpacked', 'linux-x64.node']
  const prebuilds = 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds'
  const found = await readdir(inProject('release', folder, prebuilds)).catch(() => [])
  if (found.length === 1 && found[0] === wanted) return 0
  console.error(
    `release/${folder} should hold the native file ${wanted} alone, but holds: ${found.join(', ') || 'none'}`,
  )
  return 1
}
