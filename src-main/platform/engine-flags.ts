/**
 * How the engine of the core's process is started. A small nursery: what is thrown away at once, above all pieces of files, is cleared
 * away before it takes up 100 MB. The same stands in `scripts/run.mjs`, which must be readable without types.
 */
export const engineFlags = ['--max-semi-space-size=4']
