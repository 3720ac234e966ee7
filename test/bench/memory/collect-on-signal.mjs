import { writeFileSync } from 'node:fs';

/** Loaded before `cdp serve`, with `--expose-gc`: collects all garbage when it is told to, and writes down how much lives. */
process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(process.env.LIVE_MEBIBYTES_FILE, String((heapUsed + external) / 2 ** 20));
});
