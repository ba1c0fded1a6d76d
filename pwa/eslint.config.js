/** The house rules a linter can hold. The order of the rooms is the same as in pyproject.toml. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import { rooms } from './tools/rooms.mjs';
import { house } from './tools/lint-rules.mjs';

export default ts.config(
  {
    ignores: [
      'dist/',
      'public/',
      'src/core/i18n/compiled/',
      'src/core/http/schema.d.ts',
      'src/practices/snapshot/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess asks for them
      'no-undef': 'off', // TypeScript knows better
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off', // ours is no SvelteKit router
      'svelte/prefer-svelte-reactivity': 'off', // plain Map and Date never live in state here
    },
  },
  { files: ['**/*.d.ts'], rules: { 'no-var': 'off' } }, // a global can be declared in no other way
  { files: ['tools/**', '*.config.*'], languageOptions: { globals: globals.node } },
  ...house,
  ...rooms,
);
