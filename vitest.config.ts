import { defineConfig } from 'vitest/config'
import { codePages } from './src-main/platform/engine-flags.ts'

/** One project per kind of test; the folder says the kind. */
function project(name: string, testTimeout: number) {
  return {
    test: {
      name,
      environment: 'node' as const,
      execArgv: codePages,
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
    maxWorkers: 2,
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
