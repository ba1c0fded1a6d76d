import { defineConfig } from 'vitest/config';

/** Schedules that need something beside them, or are told what happens: `tests/schedules` runs them. */
export default defineConfig({
  test: { include: ['src/vault/sync/schedules/*.schedules.ts'], environment: 'node' },
});
