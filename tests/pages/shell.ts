import { expect, type Locator, type Page } from '@playwright/test'

/** What is around every page: navigation, officer, language and text size. */
export class Shell {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get unit(): Locator {
    return this.page.getByRole('banner').locator('strong').first()
  }

  get officer(): Locator {
    return this.page.getByRole('button', { name: /Đổi người dùng|Change user/ })
  }

  async goTo(page: string): Promise<void> {
    const link = this.page.getByRole('navigation').getByRole('link', { name: page })
    // Large text folds the navigation away, a moment after it was chosen.
    const fold = this.page.getByRole('button', { name: /^(Các trang|Pages)$/ })
    await expect(async () => {
      if (!(await link.isVisible())) await fold.click({ timeout: 2000 })
      await link.click({ timeout: 2000 })
    }).toPass()
    await this.page.getByRole('heading', { name: page, level: 1 }).waitFor()
  }

  /** One part of a page with tabs. */
  async goToTab(tab: string): Promise<void> {
    await this.page.getByRole('tab', { name: tab }).click()
  }

  async chooseLanguage(name: 'Tiếng Việt' | 'English'): Promise<void> {
    await this.#fromDisplayMenu(name)
  }

  async chooseTextSize(percent: number): Promise<void> {
    await this.#fromDisplayMenu(`${percent} %`)
  }

  async #fromDisplayMenu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: /^(Hiển thị|Display)/ }).click()
    await this.page.getByRole('menuitemradio', { name: item, exact: true }).click()
    await this.page.keyboard.press('Escape')
  }

  /** Two clicks: the button, then the name. */
  async changeUser(name: string): Promise<void> {
    await this.officer.click()
    await this.page.getByRole('menuitem', { name }).click()
  }
}
