import { expect, type Locator, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

/** Quản trị, in a user's words. */
export class AdminPage {
  readonly page: Page
  readonly shell: Shell

  constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
  }

  async open(tab: string): Promise<void> {
    await this.shell.goTo(tab)
  }

  /** A draft from the shipped sample, published. */
  async publishSample(label: string): Promise<void> {
    const { page } = this
    await this.open('Bộ tiêu chí')
    await page.getByRole('button', { name: 'Lập dự thảo' }).click()
    await page.getByRole('dialog').getByLabel('Phiên bản').fill(label)
    await page.getByRole('dialog').getByRole('button', { name: 'Lập dự thảo' }).click()
    await page.getByRole('button', { name: 'Ban hành', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Ban hành' }).click()
    await expect(page.getByText(`Phiên bản ${label} ·`)).toBeVisible()
  }

  /** A cycle with the newest criteria set and every commune below. */
  async createCycle(cycle: { name: string; target: number }): Promise<void> {
    const { page } = this
    await this.open('Kỳ chấm điểm')
    await page.getByRole('link', { name: 'Lập kỳ chấm điểm' }).first().click()
    await page.getByLabel('Tên kỳ').fill(cycle.name)
    await page.getByRole('button', { name: /^Chọn cả/ }).click()
    await page.getByLabel('Chỉ tiêu số xã đạt chuẩn').fill(String(cycle.target))
    await page.getByRole('main').getByRole('button', { name: 'Lập kỳ chấm điểm' }).click()
    await expect(page.getByRole('heading', { name: cycle.name })).toBeVisible()
  }

  async renameUnit(from: string, to: string): Promise<void> {
    await this.open('Đơn vị')
    await this.page.getByRole('textbox', { name: 'Tìm đơn vị' }).fill(from)
    await this.page.getByRole('button', { name: `Sửa thông tin ${from}` }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Tên đơn vị').fill(to)
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await expect(dialog).toBeHidden()
  }

  async importTemplate(name: string, bytes: Buffer): Promise<void> {
    await this.page.getByLabel('Kéo tệp Excel bộ tiêu chí vào đây').setInputFiles({
      name,
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: bytes,
    })
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }

  /** What the import said: one sentence, and below it every mistake by sheet, row, column and reason. */
  get importAnswer(): Locator {
    return this.page.getByRole('main').filter({ has: this.page.getByRole('alert') })
  }
}
