import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const tests = ['{src,sw,tools}/**/*.test.ts'];
/** Rules, keys and storage need no page, and are quicker and stricter without one. */
const withoutPage = [
  'src/vault/**/*.test.ts',
  'src/core/*.test.ts',
  'src/**/rules.test.ts',
  '{sw,tools}/**/*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: './vitest.setup.ts',
    testTimeout: 20_000,
    // All cores there are: it would leave one of them, and half of two is much.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [svelte()],
        test: { name: 'plain', environment: 'node', include: withoutPage },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: { name: 'page', environment: 'happy-dom', include: tests, exclude: withoutPage },
      },
    ],
  },
});
