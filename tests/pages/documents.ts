import { expect, type Locator, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

export type GivenFile = Readonly<{ name: string; mimeType: string; buffer: Buffer }>

/** Tài liệu minh chứng: the library of a commune. */
export class DocumentsPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await new Shell(this.page).goTo('Tài liệu')
    await this.page.getByRole('heading', { name: 'Tài liệu', level: 1 }).waitFor()
  }

  async add(...files: readonly GivenFile[]): Promise<void> {
    await this.page.locator('[data-library-files]').setInputFiles([...files])
  }

  /** Files by their path, as dragged from a stick; `meanwhile` happens between choosing and reading. */
  async addPaths(file: string, meanwhile?: () => Promise<void>): Promise<void> {
    if (meanwhile !== undefined) {
      await this.page.route(
        '**/files?*',
        async (route) => {
          await meanwhile()
          await route.continue()
        },
        { times: 1 },
      )
    }
    await this.page.locator('[data-library-files]').setInputFiles(file)
  }

  get lines(): Locator {
    return this.page.getByRole('table', { name: 'Tài liệu minh chứng' }).locator('[data-line]')
  }

  line(name: string): Locator {
    return this.lines.filter({ has: this.page.getByLabel(new RegExp(`Trích yếu của “${name}`)) })
  }

  async choose(name: string): Promise<void> {
    await this.line(name)
      .getByLabel(/^Trích yếu/)
      .click()
  }

  async write(
    name: string,
    field: 'Trích yếu' | 'Số hiệu' | 'Ngày' | 'Cơ quan ban hành',
    text: string,
  ): Promise<void> {
    const input = this.line(name).getByLabel(new RegExp(`^${field} của`))
    await input.fill(text)
    await input.press('Tab')
  }

  async filter(name: string): Promise<void> {
    await this.page.getByLabel('Lọc', { exact: true }).first().click()
    await this.page.getByRole('option', { name }).click()
  }

  async link(criterion: string): Promise<void> {
    const box = this.page.getByLabel('Chứng minh cho').first()
    await box.click()
    await box.fill(criterion)
    await this.page.getByRole('option').first().click()
    await this.page.keyboard.press('Escape')
  }

  get preview(): Locator {
    return this.page.getByRole('complementary', { name: 'Xem tài liệu' })
  }

  async expectCount(count: number): Promise<void> {
    await expect(this.page.getByText(`${count} tài liệu`, { exact: true })).toBeVisible()
  }
}
