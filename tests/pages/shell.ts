import { expect, type Locator, type Page } from '@playwright/test'

/** Tabs by the place that holds them, where it is no place itself. */
const tabsOf: Readonly<Record<string, readonly string[]>> = {
  'Chấm điểm': ['Bảng điểm', 'Thẩm định', 'Một tiêu chí, mọi xã', 'Tài liệu', 'Cần đối chiếu'],
  'Bảng điểm': ['Cần đối chiếu'],
  'Gửi nhận': ['Hộp nhận', 'Gửi', 'Tệp mở máy', 'Máy', 'Sổ gửi nhận'],
  'Quản trị': ['Bộ tiêu chí', 'Kỳ chấm điểm', 'Đơn vị', 'Người dùng', 'Cài đặt', 'Dữ liệu trên máy'],
  Scoring: ['Score sheet', 'Appraisal', 'One criterion, all communes', 'Evidence', 'To reconcile'],
  'Send and receive': ['Inbox', 'Send', 'Start files', 'Devices', 'Send and receive log'],
  Administration: ['Criteria sets', 'Scoring cycles', 'Units', 'Users', 'Settings', 'Data on this computer'],
}
const inNameMenu: ReadonlySet<string> = new Set(['Lịch sử', 'History'])

/** The place to open before a tab is in sight. */
function placeOf(tab: string): string {
  const found = Object.entries(tabsOf).find(([, tabs]) => tabs.includes(tab))
  if (found === undefined) throw new Error(`No place holds "${tab}"`)
  return found[0]
}

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

  /** The places, and the tabs of the open one. */
  get navigation(): Locator {
    return this.page.getByRole('navigation', { name: /^(Các trang|Pages)$/, includeHidden: true })
  }

  /** Goes to a place, to a tab of a place, or to what the menu of the own name holds, by its name. */
  async goTo(page: string): Promise<void> {
    if (inNameMenu.has(page)) {
      await this.officer.click()
      await this.page.getByRole('menuitem', { name: page, exact: true }).click()
    } else {
      // A program that is just opening shows its places a moment later.
      await this.navigation.getByRole('link', { includeHidden: true }).first().waitFor({ state: 'attached' })
      if ((await this.#link(page).count()) === 0) await this.#follow(placeOf(page))
      await this.#follow(page)
    }
    await this.page.getByRole('heading', { level: 1 }).first().waitFor()
  }

  #link(name: string): Locator {
    // Behind the name may stand how many things wait there.
    return this.navigation
      .getByRole('link', { name: new RegExp(`^${name}( ?\\d+)?$`), includeHidden: true })
      .last()
  }

  async #follow(name: string): Promise<void> {
    const link = this.#link(name)
    // Large text folds the navigation away, a moment after it was chosen.
    const fold = this.page.getByRole('button', { name: /^(Các trang|Pages)$/ })
    await expect(async () => {
      if (!(await link.isVisible())) await fold.click({ timeout: 5000 })
      await link.click({ timeout: 5000 })
    }).toPass()
    await expect(this.navigation.locator('[aria-current="page"]')).toBeAttached()
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
