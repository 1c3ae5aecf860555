import { expect, type Locator, type Page } from '@playwright/test'

/** The editor of a criteria set's draft, as an officer works with it from the keyboard. */
export class CriteriaEditor {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: 'Nhóm và tiêu chí' })
  }

  /** What the keyboard is in, by its label. */
  async expectAt(label: string): Promise<void> {
    await expect(this.page.getByLabel(label, { exact: true }).first()).toBeFocused()
  }

  /** Opens the dialog by keyboard and makes a draft on the entry named. */
  async startDraft(label: string, from: string): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: 'Lập dự thảo' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    const base = dialog.getByRole('combobox', { name: 'Dựa trên' })
    await expect(base).toBeFocused()
    await page.keyboard.press('Enter')
    const option = page.getByRole('option', { name: from })
    await option.waitFor()
    for (let tries = 0; tries < 9; tries += 1) {
      if ((await option.getAttribute('data-combobox-selected')) !== null) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.type(label)
    await page.keyboard.press('Enter')
    await this.list.waitFor()
  }

  /** Types over what stands in the field that has the keyboard. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.type(text)
  }

  /** Goes on with Tab until the field of this label has the keyboard. */
  async tabTo(label: string): Promise<void> {
    const field = this.page.getByRole('main').getByLabel(label, { exact: true })
    for (let tries = 0; tries < 40; tries += 1) {
      for (const each of await field.all())
        if (await each.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`Tab never reached "${label}"`)
  }

  /** Chooses in the drop-down list that has the keyboard. */
  async pick(option: string): Promise<void> {
    const { page } = this
    await page.keyboard.press('Enter')
    const wanted = page.getByRole('option', { name: option, exact: true })
    await wanted.waitFor()
    for (let tries = 0; tries < 20; tries += 1) {
      if ((await wanted.getAttribute('data-combobox-selected')) !== null) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await wanted.waitFor({ state: 'hidden' })
  }

  /** Typing has to pause first, and then all of the set is written. */
  async expectSaved(): Promise<void> {
    const saved = this.page.getByRole('main').getByRole('status').getByText('Đã lưu', { exact: true })
    await expect(saved).toBeVisible({ timeout: 20_000 })
  }

  /** Adds a criterion below what is chosen in the list, and goes back to the list. */
  async insert(title: string): Promise<void> {
    await this.page.keyboard.press('Insert')
    await this.expectAt('Nội dung tiêu chí')
    await this.page.keyboard.type(title)
    await this.list.focus()
  }

  async goTo(part: string): Promise<void> {
    await this.page.getByRole('tab', { name: part }).focus()
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('tab', { name: part })).toHaveAttribute('aria-selected', 'true')
  }

  async publish(): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: 'Ban hành' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Ban hành' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
  }
}
