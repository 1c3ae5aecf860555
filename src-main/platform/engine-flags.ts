/** Set where V8 knows it: Linux on x64. */
export const codePages =
  process.platform === 'linux' && process.arch === 'x64' ? ['--no-memory-protection-keys'] : []

/**
 * How the engine of the core's process is started. A small nursery: what is thrown away at once, above all pieces of files, is cleared
 * away before it takes up 100 MB. And no hardware keys over code pages: with them V8 loses count of the pages of threads that end, and
 * ends the process ("Check failed: jit_page.has_value()"). The same stands in `scripts/run.mjs`, which must be readable without types.
 */
export const engineFlags = ['--max-semi-space-size=4', ...codePages]
