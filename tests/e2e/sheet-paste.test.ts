import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'
import { SheetPage } from '../pages/sheet.ts'

const titleOf = (sheet: SheetPage, code: string): Promise<string> => sheet.cell(code, 'title').innerText()

test('a block with codes finds its criteria; blanks, groups and totals change nothing', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  await sheet.choose('1.1')
  await sheet.paste(
    [
      'Mã\tTiêu chí\tSố liệu',
      '2\tCông tác cải cách hành chính\t',
      '2.1\tTỷ lệ hồ sơ\t1.245/1.245',
      '1.5\t\t',
      '2.7\t\t1,25',
      '2.8\t\thai',
      '1,2\t\tcó',
      '1.2\t\tkhông',
      '9.9\t\t5',
      'Tổng cộng\t\t17',
    ].join('\r\n'),
  )
  const preview = await sheet.pastePreview()
  const remark = (line: number): string => preview[line - 1]?.[6] ?? ''
  const after = (line: number): string => preview[line - 1]?.[4] ?? ''
  expect(remark(2)).toBe('Dòng tiêu đề, nhóm hoặc tổng, bỏ qua')
  expect(after(3)).toBe('1.245/1.245 = 100 %')
  expect(remark(4)).toBe('Ô trống, giữ nguyên')
  expect(after(5)).toBe('1,25')
  expect(remark(6)).toContain('Không phải là số')
  // A code twice: which line is meant, only a person knows.
  expect(remark(7)).toContain('Mã này có ở nhiều dòng')
  expect(remark(8)).toContain('Mã này có ở nhiều dòng')
  expect(remark(9)).toContain('Không có tiêu chí nào')
  expect(remark(10)).toBe('Dòng tiêu đề, nhóm hoặc tổng, bỏ qua')
  await page
    .getByRole('combobox', { name: 'Tiêu chí của dòng 7' })
    .selectOption({ label: '1.2 ' + (await titleOf(sheet, '1.2')) })
  expect((await sheet.pastePreview())[6]?.[4]).toBe('Có')
  await page.getByRole('combobox', { name: 'Tiêu chí của dòng 8' }).selectOption('Không dán dòng này')
  await expect(page.getByRole('status').filter({ hasText: '3 tiêu chí sẽ thay đổi' })).toContainText(
    '2 dòng không dùng được',
  )
  await sheet.acceptPaste()
  await sheet.expectAnswer('2.1', '1.245/1.245 = 100 %')
  await sheet.expectAnswer('2.7', '1,25')
  await sheet.expectAnswer('1.2', 'Có')
  await sheet.expectAnswer('1.5', '4')
  await sheet.expectAnswer('2.8', '')
  // One act: one Ctrl+Z takes the whole block back.
  await sheet.choose('1.1')
  await sheet.keys('Control+z')
  await sheet.expectAnswer('2.1', '')
  await sheet.expectAnswer('2.7', '')
  await sheet.expectAnswer('1.2', '')
  await sheet.expectAnswer('1.5', '4')
})

test('a column without codes goes downwards from the active line, and nowhere while nothing can be entered', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.cell('1.1', 'answer').focus()
  await sheet.paste('1.1\tCó\r\n1.2\tCó')
  await expect(page.getByText(/chưa bật “Nhập hộ”\) nên không dán/)).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  await sheet.enterOnBehalf()
  await sheet.choose('1.4')
  await sheet.paste('11/12\n\n3/4\n9/10\n')
  const preview = await sheet.pastePreview()
  expect(preview.map((cells) => cells[4])).toEqual(['11/12 = 91,67 %', '', '3/4 = 75 %', '9/10 = 90 %'])
  await sheet.acceptPaste()
  await sheet.expectAnswer('1.4', '11/12 = 91,67 %')
  await sheet.expectAnswer('1.5', '')
  await sheet.expectAnswer('1.7', '9/10 = 90 %')
  await sheet.expectPoints('1.7', '1,5')
})

test('last year is pasted once and stands in its own column', async ({ openHost }) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.1')
  await sheet.paste('1.1\t2,5\n1.2\t2\n1.4\t1.75')
  await page.getByText('Vào cột Năm trước').click()
  expect((await sheet.pastePreview()).map((cells) => cells[4])).toEqual(['2,5', '2', '1,75'])
  await sheet.acceptPaste()
  await expect(sheet.cell('1.4', 'lastYear')).toHaveText('1,75')
  await expect(sheet.cell('1.1', 'lastYear')).toHaveText('2,5')
})

test('one cell pasted is text for the editor', async ({ openHost }) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.5')
  await page.keyboard.insertText('6')
  await sheet.keys('Enter')
  await sheet.expectAnswer('1.5', '6')
})

test('columns are read by their headings, and chosen by keyboard when in doubt; the preview follows at once', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  const dialog = page.getByRole('dialog', { name: 'Dán số liệu vào bảng' })
  const after = async (): Promise<(string | undefined)[]> =>
    (await sheet.pastePreview()).map((cells) => cells[4])

  // The clipboard's table goes before its text, and the maximum is never taken.
  await sheet.choose('1.1')
  await sheet.paste('2.7\tBộ phận một cửa\t1,5\t0,5', {
    html:
      '<table><tr><th>Mã</th><th>Tiêu chí</th><th>Điểm tối đa</th><th>Điểm tự chấm</th></tr>' +
      '<tr><td>2.7</td><td>Bộ phận<br>một cửa</td><td>1,5</td><td>0,5</td></tr>' +
      '<tr><td>3.6</td><td>"Cảnh quan” công sở</td><td>3</td><td>2</td></tr></table>',
  })
  expect(await after()).toEqual(['', '0,5', '2'])
  await expect(dialog.getByLabel('Điểm tối đa')).toHaveValue('')
  await expect(dialog.getByLabel('Điểm tự chấm')).toHaveValue('points')
  await sheet.acceptPaste()
  await sheet.expectPoints('2.7', '0,5')

  // Two columns that may be figures: nothing is taken until one is chosen.
  await sheet.choose('1.1')
  await sheet.paste('1.5\t4\t5\n2.8\t1\t2')
  await expect(dialog.getByRole('alert')).toContainText('Có nhiều cột có thể là số liệu')
  await expect(dialog.getByRole('button', { name: 'Dán 0 tiêu chí' })).toBeDisabled()
  await expectGoodLook(page, 'dán số liệu, chọn cột')
  await dialog.getByLabel('Cột 3').focus()
  await sheet.keys('ArrowDown', 'ArrowDown')
  expect(await after()).toEqual(['5', '2'])
  await expect(dialog.getByRole('alert')).toBeHidden()
  await sheet.keys('Enter')
  await expect(dialog.getByRole('button', { name: 'Dán 2 tiêu chí' })).toBeEnabled()
  await sheet.acceptPaste()
  await sheet.expectAnswer('1.5', '5')
  await sheet.expectAnswer('2.7', '0,5')
})

test('what is copied from the sheet, lines or a column, changes nothing when it is pasted back', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.1')
  await sheet.paste('1.1\t1,5\n1.2\tCó\n1.3\tKhông\n1.4\t9/12\n1.5\t4')
  await sheet.acceptPaste()
  await sheet.expectSaved()
  const dialog = page.getByRole('dialog', { name: 'Dán số liệu vào bảng' })
  for (const column of ['code', 'answer', 'max', 'self'] as const) {
    await sheet.cell('1.1', column).locator('input').or(sheet.cell('1.1', column)).last().focus()
    await sheet.keys('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown')
    const copied = await sheet.copy()
    expect(copied.text.split('\n').length).toBe(column === 'code' ? 6 : 5)
    await sheet.choose('1.1')
    for (const html of [copied.html, undefined]) {
      await sheet.paste(copied.text, html === undefined ? {} : { html })
      await expect(dialog.getByRole('button', { name: 'Dán 0 tiêu chí' })).toBeDisabled()
      await sheet.keys('Escape')
      await expect(dialog).toBeHidden()
    }
  }
})
