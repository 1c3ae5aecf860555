import { expect, type Locator, type Page } from '@playwright/test'
import { ExchangePage } from './exchange.ts'

/** Máy và chứng nhận, in a user's words. Files are handed over by their path, as on a USB stick. */
export class DevicesPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await new ExchangePage(this.page).open('Máy')
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
  async saved(button: string | RegExp): Promise<string> {
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: button }).click()
    return (await download).path()
  }

  /** Certifies the machine of a request file whose fingerprint was compared; answers where the certificate was saved. */
  async certify(request: string): Promise<string> {
    const { page } = this
    await page.getByLabel('Kéo các tệp đề nghị chứng nhận vào đây').setInputFiles(request)
    await page.getByLabel('Tám nhóm số đã được đọc qua điện thoại và trùng khớp').check()
    return this.issued()
  }

  /** Issues what was compared; what is to be done with the file stays on the page until somebody has read it. */
  private async issued(): Promise<string> {
    const file = await this.saved(/^Chứng nhận (?:lại )?và lưu tệp$/)
    await expect(this.page.getByText(/^Giấy chứng nhận là tệp .* Hãy gửi tệp này cho /)).toBeVisible()
    await this.page.getByRole('button', { name: 'Xong', exact: true }).click()
    return file
  }

  /** A certificate whose root is known here already. */
  async renew(certificate: string): Promise<void> {
    await this.page.getByLabel('Mở giấy chứng nhận…').setInputFiles(certificate)
    const dialog = this.page.getByRole('dialog')
    await expect(dialog.getByText(/^Máy này đã được .* chứng nhận$/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Đóng' }).last().click()
    await expect(dialog).toBeHidden()
  }

  /** Gives files to the letter-box in the top bar, whatever page is open. */
  async give(...files: readonly string[]): Promise<void> {
    await this.page.getByLabel('Nhận tệp', { exact: true }).setInputFiles([...files])
  }

  /** Certifies a machine whose request was given to the letter-box; answers where the certificate was saved. */
  async certifyGiven(request: string): Promise<string> {
    const { page } = this
    await this.give(request)
    await page.getByLabel('Tám nhóm số đã được đọc qua điện thoại và trùng khớp').check()
    return this.issued()
  }

  async install(certificate: string): Promise<void> {
    const { page } = this
    await this.give(certificate)
    await page.getByLabel('Tám nhóm số đã được đọc qua điện thoại và trùng khớp').check()
    await page.getByRole('button', { name: 'Dùng giấy chứng nhận này' }).click()
    await expect(page.getByText(/^Máy này đã được .* chứng nhận$/)).toBeVisible()
    await this.open()
  }

  /** A machine in the list of all that are known. */
  known(name: string): Locator {
    return this.page
      .getByRole('table', { name: 'Các máy đã biết' })
      .getByRole('row')
      .filter({ hasText: name })
  }

  /** Revokes a machine whose root key lies in this one; nothing that it wrote counts. */
  async revokeWhole(name: string, why: string): Promise<void> {
    const { page } = this
    await this.known(name)
      .getByRole('button', { name: /^Thu hồi/ })
      .click()
    await page.getByRole('radio', { name: 'Không tính gì của máy này' }).check()
    await page.getByLabel('Lý do').fill(why)
    await page.getByRole('button', { name: 'Ký thu hồi' }).click()
    await expect(page.getByText(/^Đã thu hồi máy/)).toBeVisible()
  }

  /** By keyboard alone: opens the choice, marks the branch of which this is said, signs it. */
  async chooseBranch(says: RegExp): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: /^Chọn nhánh/ }).press('Enter')
    const branch = page.getByRole('dialog').getByRole('radio', { name: says })
    await branch.press('Space')
    await expect(branch).toBeChecked()
    await page.getByRole('button', { name: 'Ký lựa chọn' }).press('Enter')
    await expect(page.getByText('Đã chọn nhánh được tính')).toBeVisible()
  }

  /** What a machine left that does not count. */
  lostOf(name: string): Locator {
    const heading = this.page.getByRole('heading', { name: `Dữ liệu của máy “${name}” chưa được tính` })
    return this.page.locator('section').filter({ has: heading })
  }

  /** Takes over all that a machine left. */
  async adoptAllOf(name: string): Promise<void> {
    await this.lostOf(name)
      .getByRole('button', { name: /^Nhận \d+ giá trị$/ })
      .press('Enter')
    await expect(this.page.getByText(/^Đã nhận \d+ giá trị$/)).toBeVisible()
    await expect(this.lostOf(name)).toBeHidden()
  }

  /** Inner work that a revoked machine of this office wrote. */
  innerWorkOf(name: string): Locator {
    const heading = this.page.getByRole('heading', { name: `Việc nội bộ của máy đã thu hồi “${name}”` })
    return this.page.locator('section').filter({ has: heading })
  }

  /** Says up to where that inner work counts: to the end of a day ("2024-11-20"), or not at all. */
  async cutInnerWorkOf(name: string, until: string | null, why: string): Promise<void> {
    const card = this.innerWorkOf(name)
    if (until === null) await card.getByRole('radio', { name: 'Không tính gì của máy này' }).check()
    else {
      await card.getByRole('radio', { name: 'Tính những gì đã nhận được đến hết một ngày' }).check()
      await card.getByRole('textbox', { name: 'Đến hết ngày', exact: true }).fill(until)
    }
    await card.getByLabel('Lý do').fill(why)
    await card.getByRole('button', { name: 'Áp dụng' }).click()
    await expect(card.getByLabel('Lý do')).toHaveValue('')
  }

  /** The bar on every page about a folder that became a new machine. */
  get changedBar(): Locator {
    return this.page.getByRole('status').filter({ hasText: 'Máy này từ nay là một máy mới' })
  }
}
