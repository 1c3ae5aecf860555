import { defineConfig } from '@playwright/test'
import { browserLaunch } from './tests/support/browser.ts'
import { beginRun } from './tests/support/filled-folders.ts'

beginRun()

/** Set by scripts/test.ts, which adds up the results of both test tools. */
const resultFile = process.env['CQTT_E2E_RESULT']

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/e2e',
  workers: 2,
  fullyParallel: false,
  // A machine may stall. What needed a second try is named at the end, and is to be mended.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ...(resultFile === undefined ? [] : [['json', { outputFile: resultFile }] as const])],
  use: {
    browserName: 'chromium',
    launchOptions: browserLaunch(),
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    // Whoever waits for a fade waits for the machine.
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'Asia/Ho_Chi_Minh',
    screenshot: 'only-on-failure',
    // A trace costs a third of the whole run: record one with `npm run test:e2e -- --trace=on <file>`.
    trace: 'off',
  },
})
