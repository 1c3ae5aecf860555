import type { Page } from '@playwright/test'
import { test as base, type Seeded } from './seeded-machines.ts'

/** The machines of a week (seed-week.ts), two of them with their windows, and what messengers carry between them. */
export type Week = Readonly<{
  province: Page
  district: Page
  file: Seeded['file']
}>

/** `openWeek` makes the machines of the week, and opens the province's window and that of a laptop of Yên Thế. */
export const test = base.extend<{ openWeek: () => Promise<Week> }>({
  openWeek: async ({ openSeeded }, use) => {
    await use(async () => {
      const { open, file } = await openSeeded('seed-week.ts')
      const [province, district] = await Promise.all([
        open('province', 'Hoàng Thị Lan'),
        open('district', 'Lý Văn Minh'),
      ])
      return { province, district, file }
    })
  },
})

export { expect } from '@playwright/test'
