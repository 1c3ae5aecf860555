import { type Download, expect, type Locator, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

/** Gửi, nhận dữ liệu, in a user's words. Files are handed over by their path, as on a USB stick. */
export class ExchangePage {
  readonly page: Page
  readonly shell: Shell

  constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
  }

  async open(tab: string): Promise<void> {
    await this.shell.goTo(tab)
  }

  /** A start file for one unit below; answers the path where it was saved. */
  async makeStartFileFor(unit: string): Promise<string> {
    const { page } = this
    await this.open('Tệp mở máy')
    await page.getByRole('button', { name: 'Bỏ chọn tất cả' }).click()
    await page.getByRole('checkbox', { name: `Lập tệp mở máy cho ${unit}` }).check()
    return this.savedBy(() => page.getByRole('button', { name: 'Lập 1 tệp mở máy' }).click())
  }

  /** A bundle for the unit above or below; answers the path where it was saved. */
  async send(to: string, encryption: 'asOffered' | 'none' = 'asOffered'): Promise<string> {
    const { page } = this
    await this.open('Gửi')
    const choice = page.getByRole('combobox', { name: 'Gửi cho' })
    await expect(choice).not.toHaveValue('')
    if ((await choice.inputValue()) !== to) {
      await choice.click()
      await page.getByRole('option', { name: to, exact: true }).click()
    }
    const make = page.getByRole('button', { name: 'Lập gói và lưu tệp' })
    if (encryption === 'none') {
      await expect(make).toBeEnabled()
      const box = page.getByRole('checkbox', { name: /^Mã hóa/ })
      if (await box.isChecked()) await box.uncheck()
    }
    return this.savedBy(() => make.click())
  }

  /** Opens files on the receiving tab, up to the table of what they would change. */
  async look(...files: readonly string[]): Promise<void> {
    await this.open('Hộp nhận')
    await this.page
      .getByLabel('Kéo gói dữ liệu, đề nghị, giấy chứng nhận, tệp nén hoặc cả thư mục vào đây')
      .setInputFiles([...files])
  }

  /** What is said about one of the files that were looked at, by anything that its line says. */
  inspected(says: string | RegExp): Locator {
    return this.page.getByRole('listitem').filter({ hasText: says })
  }

  /** Bundles that wait for what comes before them or for their other parts. */
  get waiting(): Locator {
    return this.page.getByRole('table', { name: 'Gói đang chờ' })
  }

  /** Every change of one bundle, before anything is written; the dialog is open afterwards. */
  async seeChanges(bundle: Locator): Promise<Locator> {
    await bundle.getByRole('button', { name: 'Xem từng thay đổi' }).click()
    const dialog = this.page.getByRole('dialog')
    await expect(dialog.getByRole('heading', { name: /^Thay đổi trong gói của / })).toBeVisible()
    return dialog
  }

  /** What a bundle of this content would hold, as its choice says before it is made. */
  async sizeOf(
    content: 'Toàn bộ dữ liệu nơi nhận được xem' | 'Chỉ phần nơi nhận chưa xác nhận',
  ): Promise<number> {
    await this.open('Gửi')
    const choice = this.page.getByRole('radio', { name: content })
    await expect(choice).toBeEnabled()
    const says = await choice.locator('xpath=ancestor::*[contains(., "thay đổi,")][1]').innerText()
    return Number(/([\d.]+) thay đổi,/.exec(says)?.[1]?.replaceAll('.', ''))
  }

  /** The same with bytes that lie in no file. */
  async lookAt(file: { name: string; bytes: Buffer }): Promise<void> {
    await this.open('Hộp nhận')
    await this.page
      .getByLabel('Kéo gói dữ liệu, đề nghị, giấy chứng nhận, tệp nén hoặc cả thư mục vào đây')
      .setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer: file.bytes })
  }

  /** Confirms that the fingerprints were compared by phone, where that is asked. */
  async confirmFingerprints(): Promise<void> {
    for (const box of await this.page
      .getByLabel('Tám nhóm số đã được đọc qua điện thoại và trùng khớp')
      .all()) {
      await box.check()
    }
  }

  /** Looks no further: nothing of what was looked at is taken. */
  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Không nhận|Đóng)$/ }).click()
  }

  async takeIn(): Promise<void> {
    await this.page.getByRole('button', { name: /^Nhận \d+ gói$/ }).click()
    await expect(this.page.getByRole('heading', { name: /^Đã nhận \d+ gói dữ liệu$/ })).toBeVisible()
  }

  /** Takes in with the receipts made at once; answers where the one receipt was saved. */
  async takeInAndAnswer(): Promise<string> {
    await this.page.getByLabel('Lập luôn phiếu tiếp nhận cho từng nơi gửi').check()
    return this.savedBy(() => this.takeIn())
  }

  /** Takes in with a receipt for each of so many senders; answers where that for the unit was saved, whose name the file has without marks. */
  async takeInAndAnswerAll(count: number, unit: string): Promise<string> {
    const downloads: Download[] = []
    const keep = (download: Download): void => {
      downloads.push(download)
    }
    this.page.on('download', keep)
    await this.takeIn()
    await expect.poll(() => downloads.length).toBe(count)
    this.page.off('download', keep)
    const receipt = downloads.find((download) => download.suggestedFilename().includes(unit))
    if (receipt === undefined) throw new Error(`There is no receipt for ${unit}`)
    return receipt.path()
  }

  /** Opens a whole folder on the receiving tab. */
  async lookIntoFolder(folder: string): Promise<void> {
    await this.open('Hộp nhận')
    await this.page.locator('input[webkitdirectory]').setInputFiles(folder)
  }

  /** Drags a whole folder from the system's file manager and drops it on the receiving tab. */
  async dropFolder(folder: string): Promise<void> {
    const { page } = this
    await this.open('Hộp nhận')
    const box = await page
      .getByText('Kéo gói dữ liệu, đề nghị, giấy chứng nhận, tệp nén hoặc cả thư mục vào đây')
      .boundingBox()
    if (box === null) throw new Error('there is no place to drop files on')
    // A script in the window can make no folder to drop: the browser itself is told.
    const browser = await page.context().newCDPSession(page)
    const data = { items: [], files: [folder], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await browser.send('Input.dispatchDragEvent', { type, x: box.x + 5, y: box.y + 5, data })
    await browser.detach()
  }

  /** Drops files in the middle of whatever page is open. */
  async dropAnywhere(...files: readonly string[]): Promise<void> {
    const { page } = this
    // A script in the window can make no files to drop: the browser itself is told.
    const browser = await page.context().newCDPSession(page)
    const data = { items: [], files: [...files], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver'] as const)
      await browser.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data })
    await expect(page.getByText('Thả tệp ở bất cứ chỗ nào để nhận')).toBeVisible()
    // a hand that drags goes on telling; what was told only once may not be answered yet when the files fall
    for (let told = 0; told < 3; told++) {
      await browser.send('Input.dispatchDragEvent', { type: 'dragOver', x: 700, y: 500, data })
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    await browser.send('Input.dispatchDragEvent', { type: 'drop', x: 700, y: 500, data })
    await browser.detach()
  }

  /** Prints the receipt; answers the paper as it goes to the printer. The system's dialog is not opened. */
  async printReceipt(): Promise<Locator> {
    return this.#print('In phiếu tiếp nhận')
  }

  /** The same from the log, for a bundle that was taken in before. */
  async printReceiptAgain(code: string): Promise<Locator> {
    await this.open('Sổ gửi nhận')
    return this.#print(`In phiếu tiếp nhận gói ${code}`)
  }

  async #print(button: string): Promise<Locator> {
    const { page } = this
    await page.evaluate(() => {
      window.print = () => undefined
    })
    await page.getByRole('button', { name: button }).click()
    await page.emulateMedia({ media: 'print' })
    return page.getByRole('article')
  }

  async endPrinting(): Promise<void> {
    await this.page.emulateMedia({ media: 'screen' })
    await this.page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  }

  /** The line of the table "Đã gửi" for a unit. */
  async sentTo(unit: string): Promise<Locator> {
    await this.open('Gửi')
    return this.page.getByRole('table', { name: 'Đã gửi' }).getByRole('row').filter({ hasText: unit })
  }

  /** What the addressee said of each commune; the dialog is open afterwards. */
  async answerByCommune(unit: string): Promise<Locator> {
    await this.open('Gửi')
    await this.page
      .getByRole('button', { name: `Nơi nhận báo từng xã, ${unit}` })
      .first()
      .press('Enter')
    const table = this.page.getByRole('dialog').getByRole('table', { name: 'Nơi nhận báo từng xã' })
    await expect(table.getByRole('row').nth(1)).toBeVisible()
    return table
  }

  async lookUp(code: string): Promise<Locator> {
    await this.open('Sổ gửi nhận')
    await this.page.getByLabel('Mã trên giấy hoặc đọc qua điện thoại').fill(code)
    await this.page.getByRole('button', { name: 'Tra cứu', exact: true }).click()
    return this.page.getByRole('main').getByRole('status')
  }

  get summary(): Locator {
    return this.page.getByRole('status').filter({ hasText: 'mã gói' }).first()
  }

  /** What an act lets the browser save; answers the path. */
  async savedBy(act: () => Promise<void>): Promise<string> {
    const download = this.page.waitForEvent('download')
    await act()
    return (await download).path()
  }
}
