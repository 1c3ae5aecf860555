import { expect, type Locator, type Page } from '@playwright/test'
import { ExchangePage } from './exchange.ts'

/** Máy và chứng nhận, in a user's words. Files are handed over by their path, as on a USB stick. */
export class DevicesPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await new ExchangePage(this.page).open('Máy và chứng nhận')
    await expect(this.page.getByRole('heading', { name: 'Khóa gốc và danh sách tin cậy' })).toBeVisible()
  }

  /** Moves the root to a stick; answers where the key file was saved. */
  async moveRootOffline(passphrase: string): Promise<string> {
    const { page } = this
    await page.getByRole('button', { name: 'Đưa khóa gốc ra USB…' }).click()
    await page.getByLabel('Mật khẩu của tệp khóa (ít nhất 12 ký tự)').fill(passphrase)
    await page.getByLabel('Gõ lại mật khẩu').fill(passphrase)
    await page.getByRole('button', { name: 'Lập khóa mới' }).click()
    const next = page.getByRole('button', { name: 'Đã lưu, đi tiếp' })
    await expect(next).toBeDisabled({ timeout: 60_000 })
    const file = await this.saved('Lưu tệp khóa vào USB')
    await next.click()
    await this.giveKey(file, passphrase)
    await page.getByRole('button', { name: 'Dùng khóa này làm khóa gốc' }).click()
    await expect(page.getByText('Khóa gốc đã nằm ngoài máy tính')).toBeVisible({ timeout: 60_000 })
    return file
  }

  async giveKey(file: string, passphrase: string): Promise<void> {
    const { page } = this
    await page.getByLabel('Kéo tệp khóa gốc vào đây').setInputFiles(file)
    await this.typePassphrase(passphrase)
  }

  async typePassphrase(passphrase: string): Promise<void> {
    await this.page.getByLabel('Mật khẩu của tệp khóa', { exact: true }).fill(passphrase)
  }

  /** A button that hands out a file; answers where it was saved. */
  async saved(button: string): Promise<string> {
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: button }).click()
    return (await download).path()
  }

  /** Certifies the machine of a request file whose fingerprint was compared; answers where the certificate was saved. */
  async certify(request: string): Promise<string> {
    const { page } = this
    await page.getByLabel('Kéo tệp đề nghị chứng nhận vào đây').setInputFiles(request)
    await page.getByLabel('Tám nhóm số đã được đọc qua điện thoại và trùng khớp').check()
    return this.saved('Chứng nhận và lưu tệp')
  }

  async install(certificate: string): Promise<void> {
    const { page } = this
    await page.getByLabel('Mở giấy chứng nhận…').setInputFiles(certificate)
    await page.getByLabel('Tám nhóm số đã được đọc qua điện thoại và trùng khớp').check()
    await page.getByRole('button', { name: 'Dùng giấy chứng nhận này' }).click()
  }

  get notices(): Locator {
    return this.page.getByRole('status')
  }
}
