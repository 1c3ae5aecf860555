import { expect, type Page } from '@playwright/test'
import { expectNoOverflow } from './accessibility.ts'

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
    // What an empty field asks for is text as well; what stands in a field can be walked through.
    const pen = document.createElement('canvas').getContext('2d')
    for (const field of document.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field)
      if (pen === null || field.value !== '' || field.clientWidth === 0) continue
      pen.font = font
      const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      const text = plain(field.placeholder)
      if (pen.measureText(text).width > room + 1 && !plain(field.title).includes(text))
        found.add(`placeholder: ${text.slice(0, 70)}`)
    }
    return [...found].slice(0, 8)
  })
  expect(cut, `${what}: cut without a way to read it`).toEqual([])
}

/** Sets the text size where the program sets it, and waits until what follows it has been drawn. */
async function setTextSize(page: Page, size: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    document.documentElement.style.fontSize = wanted
    for (let frame = 0; frame < 3; frame += 1)
      await new Promise((resolve) => {
        requestAnimationFrame(resolve)
      })
  }, size)
}

/**
 * The look of any page, dialog and state, at 100, 150 and 200 %: asked wherever a browser test looks at one. The page has the text size
 * afterwards that it had before.
 */
export async function expectGoodLook(page: Page, what: string): Promise<void> {
  const before = await page.evaluate(() => document.documentElement.style.fontSize)
  for (const size of ['100%', '150%', '200%']) {
    // What is still being laid out, or has just been asked again, is no answer.
    await expect(async () => {
      await setTextSize(page, size)
      await expectOneFilledButton(page, `${what}, ${size}`)
      await expectTitlesAreTitles(page, `${what}, ${size}`)
      await expectNothingCut(page, `${what}, ${size}`)
      await expectNoOverflow(page, `${what}, ${size}`)
    }).toPass({ timeout: 4000 })
  }
  await setTextSize(page, before)
}
