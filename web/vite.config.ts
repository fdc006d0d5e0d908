import { sveltekit } from '@sveltejs/kit/vite'
import { svelteTesting } from '@testing-library/svelte/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { licenses } from './scripts/licenses.ts'

/** SvelteKit hides its announcer of pages by an inline style, which the daemon's policy refuses: gives it a class instead. */
const announcerWithoutStyle: Plugin = {
  name: 'announcer-without-style',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/generated/root.svelte')) return null
    const changed = code.replace(/(id="svelte-announcer"[^>]*) style="[^"]*"/, '$1 class="out-of-sight"')
    if (changed === code) this.error('SvelteKit’s announcer has changed: see that it has no inline style')
    return { code: changed, map: null }
  },
}

export default defineConfig({
  plugins: [announcerWithoutStyle, sveltekit(), licenses(), svelteTesting()],
  worker: { format: 'es' },
  // `npm run dev` shows the page as it is edited, on a daemon that runs.
  server: { proxy: { '/api': { target: process.env.PLUGWALK_URL ?? 'http://127.0.0.1:4517', changeOrigin: true } } },
  test: {
    environment: 'happy-dom',
    pool: 'threads',
    isolate: false,
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test/setup.ts'],
  },
})
