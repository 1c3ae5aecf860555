import type { Locator, Page } from '@playwright/test'
import { readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DocumentsPage } from '../pages/documents.ts'
import { SheetPage } from '../pages/sheet.ts'
import { aPdf } from '../support/file-samples.ts'
import { expect, test } from '../support/host-fixture.ts'
import { mayMount, mountsNeeded } from '../support/volumes.ts'

/** Text, disks and clocks that are not as they should be: a sentence, and nothing that was entered is lost. */

/** Puts text into a field as no keyboard would: any UTF-16 units. */
async function fillWithUnits(field: Locator, text: string): Promise<void> {
  const units = Array.from({ length: text.length }, (_, place) => text.charCodeAt(place))
  await field.evaluate((element: HTMLInputElement | HTMLTextAreaElement, given) => {
    element.focus()
    const prototype = Object.getPrototypeOf(element) as object
    const value = String.fromCharCode(...given)
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }, units)
  await field.press('Tab')
}

/** Pastes as the browser does: unless the page keeps it from that, the text goes in as far as the field is long. */
async function pasteInto(field: Locator, text: string): Promise<void> {
  const goesIn = await field.evaluate((element: HTMLInputElement, given) => {
    element.focus()
    const data = new DataTransfer()
    data.setData('text/plain', given)
    return element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)
  if (goesIn) await field.page().keyboard.insertText(text)
}

const strangeText: readonly (readonly [string, string, 'kept' | RegExp])[] = [
  ['a control character', 'Biên\u0007bản', /ký tự không lưu được ở vị trí 5.*Chưa lưu/],
  ['half a character', 'Biên bản \ud83d', /ký tự không lưu được ở vị trí 10\b.*Chưa lưu/],
  ['text that turns its neighbours round', 'Biên bản \u202e\u200bfdp.exe', 'kept'],
  ['a page of the web', '<img src=x onerror="alert(1)"><b>Biên bản</b>', 'kept'],
  ['a formula', '=HYPERLINK("http://a.b","Biên bản")', 'kept'],
  ['marks written apart', 'Bie\u0302n ba\u0309n', 'kept'],
  ['quotes and a template', "'; DROP TABLE entry; -- {{name}} ${name}", 'kept'],
]

test('strange text is kept as it is, or gets a sentence; a field never cuts what is pasted', async ({
  openHost,
}) => {
  test.slow()
  const { page } = await openHost('cycle')
  const library = new DocumentsPage(page)
  await library.open()
  await library.add({ name: 'Biên bản.pdf', mimeType: 'application/pdf', buffer: aPdf('1') })
  await library.expectCount(1)
  const title = library.lines.first().getByLabel(/^Trích yếu/)
  let standing = 'Biên bản'
  for (const [what, text, expected] of strangeText) {
    await test.step(what, async () => {
      await fillWithUnits(title, text)
      if (expected === 'kept') standing = text.normalize('NFC').replace(/[\u200b\u202e]/g, '')
      else {
        await expect(page.getByRole('alert')).toHaveText(expected)
        await page.getByRole('alert').getByRole('button', { name: 'Đóng' }).click()
        await title.press('Escape')
      }
      await expect(title).toHaveValue(standing)
    })
  }
  await page.reload()
  await expect(title).toHaveValue(standing)
  await test.step('a hundred thousand characters', async () => {
    await pasteInto(title, 'Biên bản '.repeat(11_112))
    await expect(page.getByRole('alert')).toHaveText(/Nội dung dài quá 1000 ký tự\. Chưa lưu/)
    await expect(title).toHaveValue(standing)
  })
})

test('on a full disk an answer stays where it was typed, and is kept when there is room again', async ({
  openHost,
}) => {
  test.skip(!mayMount, mountsNeeded)
  const { page, host } = await openHost('cycle', { volumeBytes: 24 * 1024 * 1024 })
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.5')
  await sheet.keys('2', 'Enter')
  await sheet.expectSaved()

  const film = path.join(host.dataFolder, 'phim.mp4')
  await writeFile(film, new Uint8Array(64 * 1024 * 1024)).catch(() => undefined)
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  const notice = page.getByRole('alert').filter({ hasText: 'Tiêu chí 1.5' })
  await expect(notice).toContainText(
    /“4” chưa lưu được.*Ổ đĩa.*Những gì đã lưu vẫn còn nguyên.*dọn bớt ổ đĩa/,
  )
  await sheet.expectAnswer('1.5', '4')

  await test.step('a paper is refused, and nothing of it stays', async () => {
    const panel = await sheet.openPanel('Minh chứng')
    await panel
      .locator('[data-evidence-files]')
      .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: aPdf('x'.repeat(200_000)) })
    await expect(page.getByText(/Ổ đĩa/).last()).toBeVisible()
    expect(await readdir(path.join(host.dataFolder, 'incoming'))).toEqual([])
  })

  await rm(film)
  await page.getByRole('button', { name: 'Lưu lại' }).click()
  await expect(notice).toBeHidden()
  await page.reload()
  await page.getByRole('grid').waitFor()
  await sheet.expectAnswer('1.5', '4')
  await sheet.expectPoints('1.5', '2')
})

test('a missing and a damaged file of the library say so, and their papers stay', async ({ openHost }) => {
  const { page, host } = await openHost('submitted')
  const library = new DocumentsPage(page)
  await library.open()
  await library.expectCount(2)
  const vault = path.join(host.dataFolder, 'vault')
  const found = await readdir(vault, { recursive: true, withFileTypes: true })
  const [first, second] = found.filter((each) => each.isFile())
  if (first === undefined || second === undefined) throw new Error('no files in the vault')
  await rm(path.join(first.parentPath, first.name))
  await rm(path.join(second.parentPath, second.name))
  await writeFile(path.join(second.parentPath, second.name), 'khác')
  const sentences: string[] = []
  for (const line of await library.lines.all()) {
    await line.getByLabel(/^Trích yếu/).click()
    const said = library.preview.getByText(/Thông tin về tài liệu vẫn còn/)
    await expect(said).toBeVisible()
    sentences.push(await said.innerText())
  }
  expect(sentences.sort().map((sentence) => sentence.slice(0, 40))).toEqual([
    expect.stringMatching(/chưa có trên máy/),
    expect.stringMatching(/trên máy đã bị hỏng/),
  ])
  await library.expectCount(2)
})

async function clockOf(page: Page, time: string): Promise<void> {
  await page.clock.setSystemTime(time)
}

test('a clock that jumps gets a sentence, and what is entered meanwhile is kept', async ({ openHost }) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  // the window begins anew under the test's clock: a timer that began before would not follow it
  await page.clock.install({ time: new Date() })
  await page.reload()
  await sheet.open()
  await sheet.enterOnBehalf()
  for (const [years, figure] of [
    [1, '4'],
    [-1, '5'],
  ] as const) {
    const jumped = new Date()
    jumped.setFullYear(jumped.getFullYear() + years)
    await clockOf(page, jumped.toISOString())
    await page.clock.runFor(11_000)
    const said = page.getByRole('alert').filter({ hasText: 'Đồng hồ của máy không khớp' })
    await expect(said).toHaveText(/vẫn được lưu đủ.*kiểm tra ngày giờ/)
    await said.getByRole('button', { name: 'Đóng' }).click()
    await sheet.choose('1.5')
    await sheet.keys(figure, 'Enter')
    await sheet.expectAnswer('1.5', figure)
    await page.clock.runFor(1000)
  }
})
