import { expect, type Locator, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

/** Thẩm định: evidence beside criterion, one after the other. */
export class AppraisalPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await new Shell(this.page).goTo('Thẩm định')
    await this.page.getByRole('heading', { name: 'Thẩm định', level: 1 }).waitFor()
  }

  /** The criterion at hand. */
  get criterion(): Locator {
    return this.page.locator('[data-region="verdict"] h2')
  }

  get queue(): Locator {
    return this.page.getByRole('list', { name: 'Danh sách chờ thẩm định' })
  }

  async expectCriterion(code: string): Promise<void> {
    await expect(this.criterion).toContainText(new RegExp(`^${code.replace('.', '\\.')} `))
  }

  async expectState(code: string, state: 'xong' | 'Chưa thẩm định'): Promise<void> {
    await expect(
      this.queue.getByRole('button', { name: new RegExp(`^${state} ?${code.replace('.', '\\.')} `) }),
    ).toBeVisible()
  }

  /** One key: the criterion at hand stays as it was scored. */
  async agree(code: string): Promise<void> {
    await this.expectCriterion(code)
    await expect(this.page.getByRole('button', { name: 'Giữ nguyên (F8)' })).toBeEnabled()
    await this.page.keyboard.press('F8')
    await this.expectState(code, 'xong')
  }

  /** Scores again: the one figure of the criterion, and why. */
  async change(figure: string, value: string, reason: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Chấm lại' }).click()
    await this.page.getByLabel(figure).fill(value)
    await this.page.getByLabel('Lý do chấm lại').fill(reason)
    await this.page.getByRole('button', { name: 'Lưu kết quả chấm lại' }).click()
  }

  async goTo(code: string): Promise<void> {
    await this.queue
      .getByRole('button', { name: new RegExp(`${code.replace('.', '\\.')} `) })
      .first()
      .click()
    await this.expectCriterion(code)
  }
}
