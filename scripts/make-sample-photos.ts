/**
 * Draws the photos of the sample data once more: `node scripts/run.mjs scripts/make-sample-photos.ts`.
 * Needs a browser; the results are kept in `assets/demo/`.
 */
import { chromium } from '@playwright/test'
import { mkdir, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { findBrowser } from './browser.ts'
import { inProject } from './project.ts'
import { drawScene, photoScenes, photoSize } from './sample-photos.ts'

const largest = 60_000

const browser = await chromium.launch({
  ...(findBrowser() === undefined ? {} : { executablePath: findBrowser() ?? '' }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  const page = await browser.newPage({ viewport: photoSize, deviceScaleFactor: 0.8 })
  await mkdir(inProject('assets/demo'), { recursive: true })
  for (const scene of photoScenes) {
    await page.setContent(`<style>body{margin:0}</style>${drawScene(scene)}`)
    let quality = 82
    let bytes = await page.screenshot({ type: 'jpeg', quality })
    while (bytes.length > largest && quality > 30) {
      quality -= 6
      bytes = await page.screenshot({ type: 'jpeg', quality })
    }
    await writeFile(inProject('assets/demo', `${scene}.jpg`), bytes)
    console.log(`${scene}.jpg: ${bytes.length} bytes, quality ${quality}`)
  }
} finally {
  await browser.close()
}
