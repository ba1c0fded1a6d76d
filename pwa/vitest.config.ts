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

/** They run beside a browser, which takes what it needs. A project does not inherit these. */
const PATIENT = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: './vitest.setup.ts',
    // All cores there are: it would leave one of them, and half of two is much.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [svelte()],
        test: { ...PATIENT, name: 'plain', environment: 'node', include: withoutPage },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: {
          ...PATIENT,
          name: 'page',
          environment: 'happy-dom',
          include: tests,
          exclude: withoutPage,
        },
      },
    ],
  },
});
