/** Loaded before `cdp serve`, with `--expose-gc`: collects all garbage when it is told to. */
process.on('SIGUSR2', () => globalThis.gc());
