import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two cores: one emulator pair and one suite of pure tests side by side.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{functions,shared,test,examples}/**/*.test.ts'],
          exclude: ['test/emulator/**', '**/node_modules/**'],
          globalSetup: ['test/laws/announce-laws.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'emulator',
          include: ['test/emulator/**/*.test.ts'],
          // One emulator pair for the run, started only when one of these files is part of it.
          globalSetup: ['test/emulator/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
