import { SheetPage } from '../pages/sheet.ts'
import { drivesElectron } from '../support/browser.ts'
import { longTasksIn } from '../support/long-tasks.ts'
import { expect, test } from '../support/host-fixture.ts'

/** The largest set that provinces use: criteria 1.1 to 6.10 with names as long as in their letters. */

test('sixty criteria with long names are typed, gone through and pasted, and nothing holds the window up', async ({
  openHost,
}) => {
  test.slow()
  test.skip(drivesElectron(), 'the real window has no browser that can be traced')
  const { page } = await openHost('sixtyCriteria')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  // The first entries compile what later ones only run.
  await sheet.choose('2.1')
  await sheet.keys('0,5', 'Enter', 'c', 'Enter', '10/10', 'Enter', '2', 'Enter', '0,25', 'Enter')
  await sheet.expectSaved()

  const longTasks = await longTasksIn(page, async () => {
    await sheet.choose('1.1')
    for (const figure of ['1.25', 'co', '11/12', '3', '0,5', '1,5', 'kh', '99/100', '2', '1']) {
      await page.keyboard.type(figure, { delay: 33 })
      await page.keyboard.press('Enter', { delay: 33 })
    }
    await sheet.expectActive('2.1')
    for (let line = 0; line < 20; line += 1) await page.keyboard.press('ArrowDown', { delay: 33 })
    await sheet.expectActive('4.1')
    await sheet.expectSaved()
  })
  expect(longTasks).toEqual([])
  await sheet.expectAnswer('1.1', '1,25')
  await sheet.expectAnswer('1.2', 'Có')
  await sheet.expectAnswer('1.3', '11/12 = 91,67 %')
  await sheet.expectPoints('1.10', '1')

  // A whole column as it stands in Excel, every fifth line of it a ratio of two cells written in one.
  await sheet.choose('3.1')
  const column = ['1,5', 'Có', '50/50', '3', '1', '0,75', 'Không', '9/10', '1', '1,5']
  await sheet.paste(column.map((cell) => `${cell}\n`).join(''))
  await sheet.acceptPaste()
  await sheet.expectAnswer('3.10', '1,5')
  await sheet.expectPoints('3.3', '1,5')
  await sheet.expectAnswer('4.1', '')
  await sheet.keys('Control+End')
  await expect(sheet.cell('6.10', 'state')).toBeFocused()
  await expect(sheet.cell('6.10', 'title')).toBeInViewport()
  await sheet.expectSaved()
})
