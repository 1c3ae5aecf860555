/**
 * Where the program's own files lie.
 *
 * The same code runs in three places: from source (`src-main/…`, Node strips the types), from the bundle
 * (`dist/<folder>/…`, always exactly one folder deep, see scripts/program-build.ts), and from the packaged
 * program (`app.asar/dist/…`). Only this file knows the difference.
 */
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = fileURLToPath(import.meta.url)
const fromSource = here.endsWith(path.join('src-main', 'platform', 'program-files.ts'))
// Both `src-main/platform/` and `dist/<folder>/` are two folders below the program's top.
const projectFolder = path.resolve(path.dirname(here), '../..')
const bundleFolder = path.join(projectFolder, 'dist')

/** Full path of a file in `assets/`, e.g. `assetPath('units/provinces.json')`. Read only. */
export function assetPath(name: string): string {
  return path.join(fromSource ? projectFolder : bundleFolder, 'assets', ...name.split('/'))
}

const paperFontFolders = {
  regular: '400Regular',
  bold: '700Bold',
  italic: '400Regular_Italic',
  boldItalic: '700Bold_Italic',
} as const

/** The fonts of papers that the program draws, from the library `@expo-google-fonts/tinos`; the build copies them. */
export function paperFontPath(face: keyof typeof paperFontFolders): string {
  const folder = paperFontFolders[face]
  const library = 'node_modules/@expo-google-fonts/tinos'
  return fromSource
    ? path.join(projectFolder, library, folder, `Tinos_${folder}.ttf`)
    : path.join(bundleFolder, 'assets/fonts/tinos', folder, `Tinos_${folder}.ttf`)
}

/**
 * Entry of a worker thread in `src-main/jobs/workers/`, named without its ending: `workerUrl('excel-import')`.
 * In the packaged program workers lie outside the archive: a thread's first file is read before Electron's
 * archive support is certain to be there.
 */
export function workerUrl(name: string): URL {
  if (fromSource) return pathToFileURL(path.join(projectFolder, 'src-main/jobs/workers', `${name}.ts`))
  const file = path.join(bundleFolder, 'workers', `${name}.js`)
  return pathToFileURL(file.replace(`app.asar${path.sep}`, `app.asar.unpacked${path.sep}`))
}

/** Folder of the built window (index.html, scripts, fonts, pdfjs); exists after `npm run build`. */
export function windowFolder(): string {
  return path.join(bundleFolder, 'window')
}
