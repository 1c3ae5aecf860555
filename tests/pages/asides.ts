import { expect, type Locator, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

/** Gác lại, lấy lại in the list of what was sent and received, and looking back from the ranking. */
export class AsidesPage {
  readonly page: Page
  readonly shell: Shell

  constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
  }

  async open(): Promise<void> {
    await this.shell.goTo('Sổ gửi nhận')
  }

  /** Sets the newest received bundle aside, or the newest of this unit; answers what the preview said. */
  async setAside(reason: string, unit = ''): Promise<string> {
    return this.#confirm(/^Gác lại gói /, 'Gác lại', reason, unit)
  }

  async putBack(reason: string, unit = ''): Promise<string> {
    return this.#confirm(/^Lấy lại gói /, 'Lấy lại', reason, unit)
  }

  async #confirm(button: RegExp, verb: string, reason: string, unit: string): Promise<string> {
    await this.row(unit).getByRole('button', { name: button }).first().click()
    const dialog = this.page.getByRole('dialog')
    const preview = dialog.getByRole('status')
    await expect(preview).toContainText('nội dung thay đổi cách tính')
    const said = (await preview.textContent()) ?? ''
    await dialog.getByRole('textbox').fill(reason)
    await dialog.getByRole('button', { name: verb, exact: true }).click()
    await expect(dialog).toBeHidden()
    return said
  }

  /** From the ranking to the points in time; chooses the newest whose words match. */
  async lookBack(point: RegExp): Promise<void> {
    await this.shell.goTo('Kết quả')
    await this.page.getByRole('link', { name: 'Xem tại thời điểm' }).click()
    await this.page.getByRole('button', { name: point }).first().click()
    await expect(this.page.getByText('Chỉ để xem, không sửa được tại đây')).toBeVisible()
  }

  row(unit: string): Locator {
    return this.page.getByRole('row').filter({ hasText: unit })
  }
}
