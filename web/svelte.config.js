import adapter from '@sveltejs/adapter-static'

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: {
    runes: true,
    // No markup is parsed in the browser, so a policy may one day demand trusted types.
    fragments: 'tree',
  },
  kit: {
    // One shell for every page: the daemon serves it at each page's own path, and at no other.
    adapter: adapter({ fallback: 'index.html' }),
    paths: { relative: false },
    // A fixed name instead of the time of the build: the same sources give the same bytes.
    version: { name: 'plugwalk' },
    output: { bundleStrategy: 'single' },
  },
}
