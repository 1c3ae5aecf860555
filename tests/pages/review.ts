import { expect, type Locator, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

/** Cần đối chiếu, in a user's words; what is done here is done from the keyboard. */
export class ReviewPage {
  readonly page: Page
  readonly shell: Shell

  constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
  }

  async open(): Promise<void> {
    await this.shell.goTo('Cần đối chiếu')
  }

  /** The difference at hand. */
  get current(): Locator {
    return this.page.getByRole('region', { name: 'Số liệu đang xem' })
  }

  async expectWaiting(count: number): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: 'cần chọn' })).toContainText(
      `${count} số liệu khác nhau, cần chọn`,
    )
  }

  /** Goes on with Tab until the wanted control holds the keyboard. */
  async tabTo(wanted: Locator): Promise<void> {
    for (let step = 0; step < 40; step += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error('Tab does not lead there')
  }

  /** The findings in sight. */
  get findings(): Locator {
    return this.page.getByRole('list', { name: 'Điều cần xem lại' }).locator(':scope > li')
  }

  /** Chooses the value that this machine wrote, with a reason. */
  async chooseValueOf(device: string, reason: string): Promise<void> {
    const value = this.current.getByRole('listitem').filter({ hasText: device })
    await value.getByRole('button', { name: /^Chọn giá trị này/ }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Lý do (nếu có)').fill(reason)
    await dialog.getByRole('button', { name: 'Chọn giá trị này' }).click()
    await expect(dialog).toBeHidden()
  }

  async markAsSeen(finding: Locator, reason: string): Promise<void> {
    await finding.getByRole('button', { name: 'Đã xem…' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(reason)
    await dialog.getByRole('button', { name: 'Đánh dấu đã xem' }).click()
    await expect(dialog).toBeHidden()
  }
}
