import path from 'node:path'
import { bundlesInFolder, type BundleFile } from '../services/exchange/bundle-sources.ts'

/** The bundles that lie in a folder that is named in place of files, or beside them. @throws CallError `fileVanished` */
export async function bundlesIn(folder: string): Promise<readonly BundleFile[]> {
  return await bundlesInFolder(path.resolve(folder))
}
