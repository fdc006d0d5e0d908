import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

export default ts.config(
  { ignores: ['.svelte-kit/', 'build/', 'test-results/', 'src/lib/api/schema.d.ts'] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-console': 'error',
      // Texts of agents are never markup.
      'svelte/no-at-html-tags': 'error',
      // The daemon serves the page at its root, so there is no base path to resolve.
      'svelte/no-navigation-without-resolve': 'off',
      // Local maps and sets are made, read and forgotten.
      'svelte/prefer-svelte-reactivity': 'off',
      // Control characters are what is searched for.
      'no-control-regex': 'off',
      // Does not know of `??=`.
      'no-unused-private-class-members': 'off',
      // Svelte's own compiler and TypeScript see undefined names.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_$', argsIgnorePattern: '^_' }],
    },
  },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
)
