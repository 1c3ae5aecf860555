import { expect, test } from '../support/host-fixture.ts'
import { SheetPage } from '../pages/sheet.ts'

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
  expect(remark(2)).toBe('Dòng nhóm hoặc dòng tổng, bỏ qua')
  expect(after(3)).toBe('1.245/1.245 = 100 %')
  expect(remark(4)).toBe('Ô trống, giữ nguyên')
  expect(after(5)).toBe('1,25')
  expect(remark(6)).toContain('Không phải là số')
  expect(after(7)).toBe('Có')
  expect(remark(8)).toContain('lặp lại')
  expect(remark(9)).toContain('Không có tiêu chí nào')
  expect(remark(10)).toBe('Dòng nhóm hoặc dòng tổng, bỏ qua')
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

test('a column without codes goes downwards from the active line', async ({ openHost }) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.4')
  await sheet.paste('11/12\n\n3/4\n9/10\n')
  const preview = await sheet.pastePreview()
  expect(preview.map((cells) => cells[4])).toEqual(['11/12 = 91,66 %', '', '3/4 = 75 %', '9/10 = 90 %'])
  await sheet.acceptPaste()
  await sheet.expectAnswer('1.4', '11/12 = 91,66 %')
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
