import { expect, test, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openPageFiles } from '../../src-main/hosts/page/page-files.ts'
import { openWebDoor, type WebDoor } from '../../src-main/hosts/web/web-door.ts'
import { madeBytes, openDoorCore, uploadLimitBytes, type DoorCore } from '../support/door-core.ts'
import type { TransportPage } from '../support/transport-page.ts'

/** The window's transport in a real browser, at the real web door, under the real policy. */
let folder: string
let core: DoorCore
let door: WebDoor

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cqtt-test-'))
  const pageFolder = path.join(folder, 'page')
  await build({
    entryPoints: [path.join(import.meta.dirname, '../support/transport-page.ts')],
    outfile: path.join(pageFolder, 'page.js'),
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  })
  const page = '<!doctype html><meta charset="utf-8"><script type="module" src="./page.js"></script>'
  await writeFile(path.join(pageFolder, 'index.html'), page)
  core = await openDoorCore({ dataDir: path.join(folder, 'data') })
  door = await openWebDoor({ core, page: openPageFiles(pageFolder), port: 0, uploadLimitBytes })
})

test.afterAll(async () => {
  await door.close()
  await core.close()
  await rm(folder, { recursive: true, force: true })
})

type Opening = { opening: Promise<TransportPage> }

async function openPage(page: Page, address = door.newAddress()): Promise<void> {
  await page.goto(address)
  await page.evaluate(async () => {
    const { transport } = await (globalThis as unknown as Opening).opening
    await transport.call('session.signIn', { officer: 'vn:lan' })
  })
}

test('opens with the address once, keeps its session over a reload and takes the token out of the address', async ({
  page,
  context,
}) => {
  const address = `${door.newAddress()}&lang=en`
  await openPage(page, address)
  expect(new URL(page.url()).hash).toBe('#/')
  await page.reload()
  const after = await page.evaluate(async () => {
    const { transport, language } = await (globalThis as unknown as Opening).opening
    return { ...(await transport.call('numbers.double', { value: 4, note: 'x' })), language }
  })
  expect(after).toEqual({ doubled: 8, note: 'x', language: 'en' })

  const second = await context.newPage()
  await second.goto(address)
  const refused = await second.evaluate(async () =>
    (globalThis as unknown as Opening).opening.then(
      () => 'opened',
      (error: unknown) => (error as { code: string }).code,
    ),
  )
  expect(refused).toBe('disconnected')
})

test('sends a file with progress and fetches one back, without breaking the policy', async ({ page }) => {
  await openPage(page)
  const seen = await page.evaluate(async () => {
    const { transport, violations } = await (globalThis as unknown as Opening).opening
    const steps: number[] = []
    const file = new File([new Uint8Array(900_000).fill(97)], 'Ảnh chụp.png')
    const { ticket } = await transport.upload(file, { onProgress: ({ done }) => steps.push(done) })
    const { files } = await transport.call('files.measure', { files: [ticket], skip: [] })
    const made = await transport.call('files.make', { name: 'a.txt', size: 70_000 })
    const text = await (await transport.download(made.file)).text()
    return { files, last: steps.at(-1), text, violations }
  })
  expect(seen.files).toMatchObject([{ name: 'Ảnh chụp.png', size: 900_000 }])
  expect(seen.last).toBe(900_000)
  expect(seen.text).toBe(madeBytes(70_000).toString())
  expect(seen.violations).toEqual([])
})

test('says that a file is too large', async ({ page }) => {
  await openPage(page)
  const code = await page.evaluate(async (size) => {
    const { transport } = await (globalThis as unknown as Opening).opening
    return transport.upload(new File([new Uint8Array(size)], 'a.pdf')).then(
      () => 'sent',
      (error: unknown) => (error as { code: string }).code,
    )
  }, uploadLimitBytes * 3)
  expect(code).toBe('fileTooLarge')
})

test('stops an upload and a call that are no longer wanted', async ({ page }) => {
  await openPage(page)
  const codes = await page.evaluate(async () => {
    const { transport } = await (globalThis as unknown as Opening).opening
    const stop = new AbortController()
    const codeOf = (answer: Promise<unknown>): Promise<string> =>
      answer.then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      )
    const call = codeOf(
      transport.call(
        'work.count',
        { name: 'browser', steps: 100_000, pause: 2 },
        { signal: stop.signal, onProgress: () => stop.abort() },
      ),
    )
    const upload = codeOf(transport.upload(new File(['x'], 'a.pdf'), { signal: AbortSignal.abort() }))
    return Promise.all([call, upload])
  })
  expect(codes).toEqual(['cancelled', 'cancelled'])
})

test('lets the user save a file under its name', async ({ page }) => {
  await openPage(page)
  const waiting = page.waitForEvent('download')
  await page.evaluate(async () => {
    const { transport } = await (globalThis as unknown as Opening).opening
    const { file } = await transport.call('files.make', { name: 'Xếp hạng.xlsx', size: 10 })
    await transport.saveDownload(file)
  })
  expect((await waiting).suggestedFilename()).toBe('Xếp hạng.xlsx')
})

test('hears of changes made in another window, and learns when the program has gone', async ({
  page,
  context,
}) => {
  const other = await context.newPage()
  const alone = await openWebDoor({
    core,
    page: openPageFiles(path.join(folder, 'page')),
    port: 0,
    uploadLimitBytes,
  })
  await openPage(page, alone.newAddress())
  await openPage(other)
  await page.evaluate(async () => {
    const { transport } = await (globalThis as unknown as Opening).opening
    const heard: unknown[] = []
    Object.assign(globalThis, { heard })
    transport.subscribe((event) => heard.push(event))
  })
  await expect(async () => {
    await other.evaluate(async () => {
      const { transport } = await (globalThis as unknown as Opening).opening
      await transport.call('sheets.touch', {})
    })
    expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)).toContainEqual({
      kind: 'changed',
      topics: ['sheets', 'history'],
    })
  }).toPass()
  await alone.close()
  await expect(async () => {
    expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)).toContainEqual({
      kind: 'connection',
      state: 'lost',
    })
  }).toPass()
})

test('a page of another origin reaches nothing', async ({ page }) => {
  const stranger = await openWebDoor({
    core,
    page: openPageFiles(path.join(folder, 'page')),
    port: 0,
    uploadLimitBytes,
  })
  await page.goto(`${stranger.origin}/`)
  const results = await page.evaluate(async (origin) => {
    const tries = [
      fetch(`${origin}/call/session.state`, {
        method: 'POST',
        body: '{}',
        headers: { 'Content-Type': 'application/json' },
      }),
      fetch(`${origin}/call/session.state`, { method: 'POST', body: '{}', mode: 'no-cors' }),
      fetch(`${origin}/`),
    ]
    return Promise.all(
      tries.map((answer) =>
        answer.then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    )
  }, door.origin)
  expect(results).toEqual(['refused', 'refused', 'refused'])
  await stranger.close()
})
