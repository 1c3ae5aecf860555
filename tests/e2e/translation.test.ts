import { expect, test } from '../support/host-fixture.ts'
import { SheetPage } from '../pages/sheet.ts'

test('a browser that translates pages is asked not to, and breaks nothing when it does', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await expect(page.locator('html')).toHaveAttribute('translate', 'no')
  await expect(page.locator('meta[name=google]')).toHaveAttribute('content', 'notranslate')

  // What page translation does to every text, without changing the words.
  const left = await page.evaluate(async () => {
    const walk = document.createTreeWalker(
      document.querySelector('#window') ?? document.body,
      NodeFilter.SHOW_TEXT,
    )
    const texts: Text[] = []
    while (walk.nextNode()) if (walk.currentNode instanceof Text) texts.push(walk.currentNode)
    for (const text of texts.filter(({ data }) => /\p{L}|\d/u.test(data))) {
      const outer = document.createElementNS('http://www.w3.org/1999/xhtml', 'font')
      const inner = document.createElementNS('http://www.w3.org/1999/xhtml', 'font')
      text.replaceWith(outer)
      inner.append(document.createTextNode(text.data))
      outer.append(inner)
    }
    await new Promise((resolve) => setTimeout(resolve, 0))
    return document.querySelectorAll('#window font').length
  })
  expect(left).toBe(0)

  // The page goes on: other texts, other pages, and no sentence that something failed.
  await page.getByRole('button', { name: 'Xã sau' }).click()
  await page.evaluate(() => {
    location.hash = '#/'
  })
  await expect(page.getByRole('heading', { name: 'Tổng quan' })).toBeVisible()
  await expect(page.getByText('Trang này gặp trục trặc')).toBeHidden()
})
