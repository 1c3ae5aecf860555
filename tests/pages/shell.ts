import { expect, type Locator, type Page } from '@playwright/test'
import { Level } from '../../shared/contract/views.ts'
import { Permission } from '../../shared/domain/permissions.ts'
import english from '../../shared/text/en/common.json' with { type: 'json' }
import vietnamese from '../../shared/text/vi/common.json' with { type: 'json' }
import { placesFor } from '../../src-renderer/app/places.ts'

/** Every place that somebody sees at some level, as the navigation names it in a language: its tabs, and where it stands. */
const shownPlaces = [vietnamese, english].flatMap(({ places, pages }) =>
  Level.options.flatMap((level) =>
    placesFor({ level, permissions: Permission.options, appraises: true, differences: 1 }).map(
      ({ key, corner, tabs }) => ({
        name: places[key],
        corner,
        tabs: tabs.map(({ page }) => pages[page]),
      }),
    ),
  ),
)
const inNameMenu = new Set(
  shownPlaces.filter(({ corner }) => corner === 'nameMenu').flatMap(({ name, tabs }) => [name, ...tabs]),
)

/** The places that hold a tab, at one level or another. */
function placesOf(tab: string): readonly string[] {
  const holding = shownPlaces.filter(({ tabs }) => tabs.includes(tab)).map(({ name }) => name)
  if (holding.length === 0) throw new Error(`No place holds "${tab}"`)
  return [...new Set(holding)]
}

/** What is around every page: navigation, officer, language and text size. */
export class Shell {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get unit(): Locator {
    return this.page.getByRole('banner').locator('strong').first()
  }

  get officer(): Locator {
    return this.page.getByRole('button', { name: /Đổi người dùng|Change user/ })
  }

  /** The places, and the tabs of the open one. */
  get navigation(): Locator {
    return this.page.getByRole('navigation', { name: /^(Các trang|Pages)$/, includeHidden: true })
  }

  /** Goes to a place, to a tab of a place, or to what the menu of the own name holds, by its name. */
  async goTo(page: string): Promise<void> {
    if (inNameMenu.has(page)) {
      await this.officer.click()
      await this.page.getByRole('menuitem', { name: page, exact: true }).click()
    } else {
      // A program that is just opening shows its places a moment later.
      await this.navigation.getByRole('link', { includeHidden: true }).first().waitFor({ state: 'attached' })
      if ((await this.#link(page).count()) === 0) await this.#follow(await this.#placeOf(page))
      await this.#follow(page)
    }
    await this.page.getByRole('heading', { level: 1 }).first().waitFor()
  }

  async #placeOf(tab: string): Promise<string> {
    for (const place of placesOf(tab)) {
      if ((await this.#link(place).count()) > 0) return place
    }
    throw new Error(`No place in sight holds "${tab}"`)
  }

  #link(name: string): Locator {
    // Behind the name may stand how many things wait there.
    return this.navigation
      .getByRole('link', { name: new RegExp(`^${name}( ?\\d+)?$`), includeHidden: true })
      .last()
  }

  async #follow(name: string): Promise<void> {
    const link = this.#link(name)
    // Large text folds the navigation away, a moment after it was chosen.
    const fold = this.page.getByRole('button', { name: /^(Các trang|Pages)$/ })
    await expect(async () => {
      if (!(await link.isVisible())) await fold.click({ timeout: 5000 })
      await link.click({ timeout: 5000 })
    }).toPass()
    await expect(this.navigation.locator('[aria-current="page"]')).toBeAttached()
  }

  async chooseLanguage(name: 'Tiếng Việt' | 'English'): Promise<void> {
    await this.#fromDisplayMenu(name)
  }

  async chooseTextSize(percent: number): Promise<void> {
    await this.#fromDisplayMenu(`${percent} %`)
  }

  async #fromDisplayMenu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: /^(Hiển thị|Display)/ }).click()
    await this.page.getByRole('menuitemradio', { name: item, exact: true }).click()
    await this.page.keyboard.press('Escape')
  }

  /** Two clicks: the button, then the name. */
  async changeUser(name: string): Promise<void> {
    await this.officer.click()
    await this.page.getByRole('menuitem', { name }).click()
  }
}
