/** Finds the browser that the browser tests drive; installs Chromium where one command can. */
import path from 'node:path'
import { installPackage, isProgram, mayInstallPackages, programFolders } from './system-program.ts'

const names = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
]

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'win32': {
      const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((key) => process.env[key])
      const inside = [
        'Google\\Chrome\\Application\\chrome.exe',
        'Chromium\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ]
      return inside.flatMap((file) =>
        roots.filter((root) => root !== undefined).map((root) => `${root}\\${file}`),
      )
    }
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      )
    default: {
      const folders = [...programFolders(), '/usr/bin', '/usr/local/bin', '/snap/bin']
      return [
        ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
        '/opt/google/chrome/chrome',
        '/opt/microsoft/msedge/msedge',
      ]
    }
  }
}

/** Path of Chrome, Chromium or Edge; `CHROME_PATH` wins. */
export function findBrowser(): string | undefined {
  const chosen = process.env['CHROME_PATH']
  if (chosen !== undefined && chosen !== '') return chosen
  return usualPlaces().find(isProgram)
}

/** Finds a browser, installing Debian's Chromium when run as root there; else fails with one sentence. */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser()
  if (found !== undefined) return found

  if (mayInstallPackages()) {
    console.log('No Chrome, Edge or Chromium here: installing chromium with apt-get …')
    const said = await installPackage('chromium')
    const installed = findBrowser()
    if (installed !== undefined) return installed
    console.error(said)
  }
  throw new Error(
    'The browser tests need Chrome, Edge or Chromium: install one, or name its file in CHROME_PATH.',
  )
}

/** Chromium refuses its sandbox to root; containers have a small /dev/shm. */
export function browserArguments(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0
    ? ['--no-sandbox', '--disable-dev-shm-usage']
    : []
}
