import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** What all laws of a run are tried with. */
    laws: { seed: number; runs: number };
  }
}

/** A thousand cases of each law unless `LAW_RUNS` says otherwise, those of `LAW_SEED` or new ones. Says which, so that every run can be had again. */
export function setup(project: TestProject): void {
  const seed = Number(process.env['LAW_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(process.env['LAW_RUNS'] ?? project.config.env?.['LAW_RUNS'] ?? 1000);
  project.provide('laws', { seed, runs });
  process.stdout.write(
    `\nlaws: ${runs.toLocaleString('en')} cases each, seed ${seed}; the same again with LAW_SEED=${seed} LAW_RUNS=${runs}\n`,
  );
}
