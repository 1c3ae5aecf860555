import { expect, type Page } from '@playwright/test'

/** One next step at the most: of all buttons in sight one is filled. Pages and dialogs are judged each by itself. */
export async function expectOneFilledButton(page: Page, what: string): Promise<void> {
  const filled = await page.evaluate(() => {
    // An open dialog stands before everything else.
    const dialogs = [...document.querySelectorAll('[role=dialog]')].filter(
      (dialog) => dialog.getBoundingClientRect().height > 0,
    )
    const part = dialogs.at(-1) ?? document.querySelector('main') ?? document.body
    return [...part.querySelectorAll<HTMLElement>('button, a')]
      .filter(
        (element) => element.dataset['variant'] === 'filled' && element.getBoundingClientRect().width > 0,
      )
      .map((element) => element.textContent.trim())
  })
  expect(filled.length, `${what}: filled buttons ${filled.join(' | ')}`).toBeLessThanOrEqual(1)
}

/** A heading of the page, and the title of a dialog, are at least 18 px and 600, at the text size of the page. */
export async function expectTitlesAreTitles(page: Page, what: string): Promise<void> {
  const small = await page.evaluate(() => {
    const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
    return [...document.querySelectorAll('h1, [role=dialog] h2.mantine-Modal-title, .mantine-Modal-title')]
      .filter((title) => title.getBoundingClientRect().height > 0)
      .filter((title) => {
        const style = getComputedStyle(title)
        const size = Number.parseFloat(style.fontSize)
        const line = Number.parseFloat(style.lineHeight)
        return size < 18 * unit - 0.1 || Number(style.fontWeight) < 600 || line < size * 1.3
      })
      .map(
        (title) =>
          `${title.textContent}: ${getComputedStyle(title).fontSize} ${getComputedStyle(title).fontWeight}`,
      )
  })
  expect(small, what).toEqual([])
}

/**
 * No text is cut without a way to read it: whatever ends in "…" or is clipped stands whole in the `title` of itself or of something
 * around it.
 */
export async function expectNothingCut(page: Page, what: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
    const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
    const found = new Set<string>()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const text = plain(node.textContent ?? '')
      const holder = node.parentElement
      if (text === '' || holder === null) continue
      if (
        holder.closest('.visually-hidden, [aria-hidden=true], script, style, svg, [hidden], [inert]') !== null
      )
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0)
      if (lines.length === 0) continue
      for (
        let around: Element | null = holder;
        around !== null && around !== document.body;
        around = around.parentElement
      ) {
        const style = getComputedStyle(around)
        const box = around.getBoundingClientRect()
        // Words for those who listen, and what can be scrolled into sight, are not cut.
        if (box.width <= 2 || box.height <= 2) break
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) break
        const across =
          hides(style.overflowX) &&
          lines.some(({ left, right }) => right > box.right + 1.5 || left < box.left - 1.5)
        const down = hides(style.overflowY) && lines.some(({ bottom }) => bottom > box.bottom + 2.5)
        if (!across && !down) continue
        const titled = around.closest('[title]') ?? holder.closest('[title]')
        if (!plain(titled?.getAttribute('title') ?? '').includes(text))
          found.add(
            `${around.tagName.toLowerCase()}.${around.getAttribute('class') ?? ''}: ${text.slice(0, 70)}`,
          )
        break
      }
    }
    return [...found].slice(0, 8)
  })
  expect(cut, `${what}: cut without a way to read it`).toEqual([])
}

/** The look of any page and any state: asked wherever a browser test looks at one. */
export async function expectGoodLook(page: Page, what: string): Promise<void> {
  await expectOneFilledButton(page, what)
  await expectTitlesAreTitles(page, what)
  await expectNothingCut(page, what)
}
