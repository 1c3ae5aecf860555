import type { Page } from '@playwright/test'

/** The first-start page, in a user's words. */
export class StartPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Sets the machine up for a unit found by typing, with its first officer. */
  async chooseUnit(choice: {
    level: 'Xã, phường, thị trấn' | 'Huyện, quận, thị xã, thành phố' | 'Tỉnh, thành phố'
    type: string
    pick: string
    officer: string
    device?: string
    alone?: boolean
    password?: string
  }): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: 'Tự chọn cấp và đơn vị' }).click()
    await page.getByRole('radiogroup').getByText(choice.level, { exact: true }).click()
    await page.getByPlaceholder('Gõ tên đơn vị, có dấu hoặc không dấu').fill(choice.type)
    await page.getByRole('option', { name: choice.pick }).click()
    if (choice.alone === true) await page.getByLabel('Đơn vị tự tổ chức, chưa có máy của cấp tỉnh').check()
    await page.getByLabel('Họ và tên người dùng').fill(choice.officer)
    await page.getByLabel('Tên máy').fill(choice.device ?? 'Máy phòng Nội vụ')
    if (choice.password !== undefined) {
      await page.getByLabel('Mật khẩu (không bắt buộc)').fill(choice.password)
      await page.getByLabel('Gõ lại mật khẩu').fill(choice.password)
    }
    await page.getByRole('button', { name: 'Bắt đầu làm việc' }).click()
  }

  /** Looks into a start file, up to the fingerprint that is compared by phone. */
  async openStartFile(file: string): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: 'Mở tệp mở máy do cấp trên gửi' }).click()
    await page.getByLabel('Kéo tệp mở máy vào đây').setInputFiles(file)
    await page.getByText('đối chiếu “Mã khóa gốc”').waitFor()
  }

  async confirmStartFile(first: { officer: string; device: string }): Promise<void> {
    const { page } = this
    await page.getByLabel('Tám nhóm số đã được đọc qua điện thoại và trùng khớp').check()
    await page.getByLabel('Họ và tên người dùng').fill(first.officer)
    await page.getByLabel('Tên máy').fill(first.device)
    await page.getByRole('button', { name: 'Bắt đầu làm việc' }).click()
  }

  /** "Dùng thử với dữ liệu mẫu", until the overview shows. */
  async tryWithSampleData(): Promise<void> {
    await this.page.getByRole('button', { name: 'Dùng thử với dữ liệu mẫu' }).click()
    await this.page.getByRole('heading', { name: 'Tổng quan' }).waitFor({ timeout: 120_000 })
  }
}
