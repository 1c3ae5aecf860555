import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The page as it stands breaks no rule of WCAG 2.2 A and AA that axe can judge. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Colours are judged at rest, not half-way through a fade.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        // A spinner never comes to rest.
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  )
  // The window has no frames: judged in the page itself, without a second page that adds the frames up; only faults are written out.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    places: nodes
      .slice(0, 4)
      .map(
        ({ target, failureSummary }) =>
          `${target.join(' ')} – ${failureSummary?.split('\n')[1]?.trim() ?? ''}`,
      ),
  }))
  expect(found, what).toEqual([])
}

/** Nothing sticks out of the window to the right, at this size and this text. */
export async function expectNoOverflow(page: Page, what: string): Promise<void> {
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        const box = element.getBoundingClientRect()
        return (
          box.width > 0 && box.right > window.innerWidth + 1 && element.closest('[data-scrolls]') === null
        )
      })
      .slice(0, 5)
      .map(
        (element) =>
          `${element.tagName} ${element.getAttribute('class') ?? ''} ${element.textContent.slice(0, 40)}`,
      ),
  )
  expect(outside, what).toEqual([])
}
