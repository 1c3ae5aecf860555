import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The window: static files that any host can serve under a strict content security policy. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  cacheDir: '../node_modules/.cache/vite',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../dist/window',
    emptyOutDir: true,
    // No data: addresses and no inline script, so that the policy needs no exception.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
    rolldownOptions: {
      output: {
        // What declares schemas shares a chunk with the line that must run before (no-generated-code.ts); files of one chunk keep
        // the order in which they are imported, chunks do not.
        codeSplitting: {
          groups: [{ name: 'contract', test: /no-generated-code|\/shared\/|node_modules\/zod\// }],
        },
      },
    },
  },
})
