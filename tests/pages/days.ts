import { expect, type Locator, type Page } from '@playwright/test'

/** Every way in which somebody writes the same day, and how the field shows it. */
export const writtenDays = [
  ['15/11/2024', '15/11/2024'],
  ['5/12/2024', '05/12/2024'],
  ['30/11/24', '30/11/2024'],
  ['15112024', '15/11/2024'],
  ['15-11-2024', '15/11/2024'],
  ['15.11.2024', '15/11/2024'],
  ['2024-11-15', '15/11/2024'],
  ['ngày 15 tháng 11 năm 2024', '15/11/2024'],
] as const
export const noDays = ['31/02/2024', '11/15/2024', 'mai'] as const

/** The fields for a day that the window shows, wherever they stand. */
export class DayFields {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get all(): Locator {
    return this.page.locator('[data-day-input]:visible:not([readonly])')
  }

  /** Every field shown now takes a typed and a pasted day, and keeps what is none. */
  async expectEach(count: number): Promise<void> {
    await expect(this.all).toHaveCount(count)
    for (let index = 0; index < count; index += 1) {
      const field = this.all.nth(index)
      await this.expectRead(field, '5/12/2024', '05/12/2024', 'Tab')
      await this.expectRefused(field, '31/02/2024', 'Tab')
      await this.expectRead(field, '30/11/24', '30/11/2024', 'paste')
      await this.expectRefused(field, '11/15/2024', 'blur')
      await field.fill('')
      await field.blur()
    }
  }

  async expectRead(field: Locator, text: string, shown: string, how: 'Tab' | 'Enter' | 'blur' | 'paste') {
    await this.#write(field, text, how)
    await expect(field, `“${text}”, ${how}`).toHaveValue(shown)
    await expect(field).not.toHaveAttribute('aria-invalid', 'true')
  }

  async expectRefused(field: Locator, text: string, how: 'Tab' | 'Enter' | 'blur' | 'paste') {
    await this.#write(field, text, how)
    await expect(field, `“${text}”, ${how}`).toHaveValue(text)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    const described = (await field.getAttribute('aria-describedby')) ?? ''
    const told = this.page.locator(
      described
        .split(' ')
        .map((id) => `[id="${id}"]`)
        .join(', '),
    )
    await expect(told.filter({ hasText: text }), `a sentence about “${text}”`).toBeVisible()
  }

  async #write(field: Locator, text: string, how: 'Tab' | 'Enter' | 'blur' | 'paste'): Promise<void> {
    await field.focus()
    await field.press('ControlOrMeta+a')
    await field.press('Delete')
    if (how === 'paste') await this.page.keyboard.insertText(text)
    else await field.pressSequentially(text)
    if (how === 'Tab' || how === 'Enter') await field.press(how)
    if (how !== 'Enter') await field.blur()
  }
}
