import { defineConfig } from 'vitest/config'
import { codePages } from './src-main/platform/engine-flags.ts'

/** Tests open and close many programs and throw most of it away: with a large nursery a fifth of the processor's time is saved. */
const largeNursery = ['--min-semi-space-size=16', '--max-semi-space-size=32']

/** One project per kind of test; the folder says the kind. */
function project(name: string, testTimeout: number) {
  return {
    test: {
      name,
      environment: 'node' as const,
      execArgv: [...codePages, ...largeNursery],
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      testTimeout,
      hookTimeout: testTimeout,
    },
  }
}

export default defineConfig({
  test: {
    // Real processes, because better-sqlite3 and its files are real.
    pool: 'forks',
    // One more than an office's cores: tests wait for disks and for other processes.
    maxWorkers: 3,
    passWithNoTests: true,
    projects: [
      project('unit', 30_000),
      project('properties', 60_000),
      project('core', 90_000),
      project('hosts', 60_000),
      project('migrations', 60_000),
      project('faults', 300_000),
    ],
  },
})
