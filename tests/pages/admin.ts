import { expect, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

/** Quản trị, in a user's words. */
export class AdminPage {
  readonly page: Page
  readonly shell: Shell

  constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
  }

  async open(tab: string): Promise<void> {
    await this.shell.goTo('Quản trị')
    await this.shell.goToTab(tab)
  }

  /** A draft from the shipped sample, published. */
  async publishSample(label: string): Promise<void> {
    const { page } = this
    await this.open('Bộ tiêu chí')
    await page.getByRole('button', { name: 'Lập dự thảo' }).click()
    await page.getByRole('dialog').getByLabel('Phiên bản').fill(label)
    await page.getByRole('dialog').getByRole('button', { name: 'Lập dự thảo' }).click()
    await page.getByRole('button', { name: 'Ban hành' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Ban hành' }).click()
    await expect(page.getByText(`Phiên bản ${label} ·`)).toBeVisible()
  }

  /** A cycle with the newest criteria set and every commune below. */
  async createCycle(cycle: { name: string; target: number }): Promise<void> {
    const { page } = this
    await this.open('Kỳ chấm điểm')
    await page.getByRole('link', { name: 'Lập kỳ chấm điểm' }).first().click()
    await page.getByLabel('Tên kỳ').fill(cycle.name)
    await page.getByRole('button', { name: /^Chọn cả/ }).click()
    await page.getByLabel('Chỉ tiêu số xã đạt chuẩn').fill(String(cycle.target))
    await page.getByRole('button', { name: 'Lập kỳ chấm điểm' }).click()
    await expect(page.getByRole('heading', { name: cycle.name })).toBeVisible()
  }
}
