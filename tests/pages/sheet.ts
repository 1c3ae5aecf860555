import { expect, type Locator, type Page } from '@playwright/test'
import { Shell } from './shell.ts'

/** Decisions of which nobody else has to hear: a proposal, and what was entered or taken back for a commune. */
const staysHere = new Set(['Thẩm định xong', 'Chốt nhập hộ', 'Rút lại để sửa'])

/** Chấm điểm, as an officer works with it. */
export class SheetPage {
  readonly page: Page
  /** The criterion that was chosen last. */
  #chosen: string | null = null

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await new Shell(this.page).goTo('Bảng điểm')
    await this.page.getByRole('grid').waitFor()
  }

  async chooseCommune(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Chọn xã' }).click()
    await this.page.getByRole('option', { name, exact: true }).click()
    await expect(this.page.getByRole('grid', { name: `Bảng chấm điểm của ${name}` })).toBeVisible()
  }

  /** Saves the sheet as an Excel file; answers where. */
  async exportToExcel(): Promise<string> {
    await this.page.getByRole('button', { name: 'Việc khác', exact: true }).click()
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('menuitem', { name: 'Xuất bảng chấm điểm ra Excel' }).click()
    return (await download).path()
  }

  /** Enters for the commune, as a district does that has its paper in hand. */
  async enterOnBehalf(paper = 'Báo cáo số 45/BC-UBND'): Promise<void> {
    await this.page.getByRole('button', { name: 'Nhập hộ' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Văn bản làm căn cứ').fill(paper)
    await dialog.getByRole('button', { name: 'Bắt đầu nhập hộ' }).click()
    await expect(dialog).toBeHidden()
  }

  cell(code: string, column: string): Locator {
    return this.page.locator(`[data-cell="${code.toLowerCase()} ${column}"]`)
  }

  /** The field that every key reaches while the cell is active. */
  input(code: string): Locator {
    return this.cell(code, 'answer').locator('input')
  }

  /** Makes the answer of a criterion the active cell. */
  async choose(code: string): Promise<void> {
    await this.input(code).focus()
    await expect(this.input(code)).toBeFocused()
    this.#chosen = code
  }

  /** Keys, one after the other, as from a keyboard: "5", "Enter", "ArrowDown". Longer words are typed letter by letter. */
  async keys(...keys: readonly string[]): Promise<void> {
    // they may lead to another criterion
    this.#chosen = null
    for (const key of keys) {
      if (
        /^(?:Enter|Tab|Escape|Delete|Backspace|Home|End|F\d|Space|Arrow\w+|Page\w+|(?:Control|Shift|Alt)\+.+)$/.test(
          key,
        )
      ) {
        await this.page.keyboard.press(key)
      } else await this.page.keyboard.type(key)
    }
  }

  async expectAnswer(code: string, answer: string): Promise<void> {
    await expect(this.cell(code, 'answer').locator('span').first()).toHaveText(answer)
  }

  async expectPoints(code: string, points: string): Promise<void> {
    await expect(this.cell(code, 'self')).toHaveText(points)
  }

  async expectTotal(total: string): Promise<void> {
    await expect(this.page.getByTestId('total')).toHaveText(total)
  }

  async expectActive(code: string): Promise<void> {
    await expect(this.input(code)).toBeFocused()
  }

  /** Everything typed so far is kept by the program. */
  async expectSaved(): Promise<void> {
    await expect(this.page.getByText('Đã lưu', { exact: true })).toBeVisible()
    await expect(this.page.getByText('Đang lưu…')).toBeHidden()
  }

  /** What an officer brings from Excel: lines, cells separated by tabs, and the same as a table of HTML where `html` is given. */
  async paste(text: string, { html }: { html?: string } = {}): Promise<void> {
    await this.page.evaluate(
      ([plain, markup]) => {
        const data = new DataTransfer()
        data.setData('text/plain', plain ?? '')
        if (markup !== undefined) data.setData('text/html', markup)
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
        document.activeElement?.dispatchEvent(event)
      },
      [text, html],
    )
  }

  /** What Ctrl+C would put onto the clipboard. */
  async copy(): Promise<{ text: string; html: string }> {
    return this.page.evaluate(() => {
      const data = new DataTransfer()
      const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(event)
      return { text: data.getData('text/plain'), html: data.getData('text/html') }
    })
  }

  /** The preview's lines as text: number, criterion, pasted, before, after, points, remark. */
  async pastePreview(): Promise<string[][]> {
    const dialog = this.page.getByRole('dialog', { name: 'Dán số liệu vào bảng' })
    await dialog.waitFor()
    const lines = await dialog.locator('tbody tr').all()
    return Promise.all(
      lines.map(async (line) => (await line.locator('td').allInnerTexts()).map((cell) => cell.trim())),
    )
  }

  async acceptPaste(): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: 'Dán số liệu vào bảng' })
    await dialog.getByRole('button', { name: /^Dán \d+ tiêu chí$/ }).click()
    await expect(dialog).toBeHidden()
  }

  /** A second window on the same program, as by "duplicate tab". */
  async duplicate(): Promise<SheetPage> {
    const [other] = await Promise.all([
      this.page.context().waitForEvent('page'),
      this.page.evaluate(() => {
        window.open(location.href)
      }),
    ])
    await other.getByRole('grid').waitFor()
    return new SheetPage(other)
  }

  async openPanel(tab: 'Cách chấm' | 'Minh chứng' | 'Lịch sử'): Promise<Locator> {
    const panel = this.page.getByRole('complementary', { name: 'Chi tiết tiêu chí' })
    // the panel follows the grid a moment later, and begins anew with another criterion
    if (this.#chosen !== null)
      await expect(panel.getByRole('heading', { level: 2 })).toContainText(this.#chosen)
    await panel.getByRole('tab', { name: tab }).click()
    return panel
  }

  /** Where the sheet stands, as its badge says. */
  async expectStatus(status: string): Promise<void> {
    await expect(this.page.getByText(status, { exact: true }).first()).toBeVisible()
  }

  async expectDecision(action: string, there: 'there' | 'not there'): Promise<void> {
    const button = this.page.getByRole('button', { name: action, exact: true })
    const item = this.page.getByRole('menuitem', { name: action, exact: true })
    await expect(async () => {
      if ((await button.count()) === 0 && (await this.otherDecisions.isVisible()))
        await this.otherDecisions.click({ timeout: 2000 })
      try {
        await expect(button.or(item)).toHaveCount(there === 'there' ? 1 : 0, { timeout: 1000 })
      } finally {
        await this.page.keyboard.press('Escape')
      }
    }).toPass({ timeout: 20_000 })
  }

  /** The menu of the decisions that have no button of their own. */
  private get otherDecisions(): Locator {
    return this.page.getByRole('button', { name: 'Quyết định khác', exact: true })
  }

  /** A decision that needs nothing but to be meant. */
  async confirmDecision(action: string, reason = ''): Promise<void> {
    const dialog = await this.decide(action)
    if (reason !== '') await dialog.getByLabel('Lý do (nếu có)').fill(reason)
    await dialog.getByRole('button', { name: action, exact: true }).click()
    await this.leaveBundle(action)
  }

  /** Closes the sheet for the commune, also with what is missing; there is nothing to send. */
  async submitOnBehalf(): Promise<void> {
    await this.#close('Chốt nhập hộ')
    await this.leaveBundle('Chốt nhập hộ')
  }

  /** Closes the own sheet, also with what is missing; the dialog goes on to the bundle. */
  async closeSheet(): Promise<Locator> {
    await this.#close('Chốt, lập gói gửi')
    return this.page.getByRole('dialog', { name: /^Lập gói gửi / })
  }

  async #close(action: string): Promise<void> {
    const dialog = await this.decide(action)
    const meant = dialog.getByLabel('Vẫn chốt dù còn thiếu')
    if (await meant.isVisible()) await meant.check()
    await dialog.getByRole('button', { name: action }).click()
  }

  /** Puts the bundle off to which the dialog of a decision goes on; of a decision that goes nowhere it ends. */
  async leaveBundle(decision: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    if (!staysHere.has(decision)) await dialog.getByRole('button', { name: 'Để sau' }).click()
    await expect(dialog).toBeHidden()
  }

  /** Opens the dialog of a decision, which is a button or stands in the menu beside; after another decision it may come a little later. */
  async decide(action: string): Promise<Locator> {
    const button = this.page.getByRole('button', { name: action, exact: true })
    const item = this.page.getByRole('menuitem', { name: action })
    const dialog = this.page.getByRole('dialog')
    await expect(async () => {
      // an earlier click may have been heard after its time
      if (await dialog.isVisible()) return
      if (await button.isVisible()) await button.click({ timeout: 5000 })
      else {
        await this.otherDecisions.click({ timeout: 5000 })
        try {
          await item.click({ timeout: 5000 })
        } catch (error) {
          await this.page.keyboard.press('Escape')
          throw error
        }
      }
      await dialog.waitFor({ timeout: 5000 })
    }).toPass()
    return dialog
  }
}
