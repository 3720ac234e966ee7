import { defineConfig } from 'vitest/config';

/** The laws in depth, for an hour and a half or so on two cores; `LAW_RUNS` says otherwise. */
export default defineConfig({
  test: {
    include: ['test/laws/**/*.test.ts'],
    env: { LAW_RUNS: process.env['LAW_RUNS'] ?? '100000' },
    globalSetup: ['test/laws/announce-laws.ts'],
    testTimeout: 0,
    hookTimeout: 0,
    maxWorkers: 2,
  },
});
