/** Prints the path of the browser for the browser tests, installing one where that is possible. */
import { ensureBrowser } from './browser.ts'

try {
  console.log(await ensureBrowser())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
