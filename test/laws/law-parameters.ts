import type fc from 'fast-check';

const seed = process.env['LAW_SEED'];

/**
 * How often a law is tried: `LAW_RUNS` times, else a thousand. fast-check prints the seed and the smallest failing case;
 * `LAW_SEED` tries the same cases again.
 */
export const lawParameters = <Values>(share = 1): fc.Parameters<Values> => ({
  numRuns: Math.max(1, Math.round(Number(process.env['LAW_RUNS'] ?? 1000) * share)),
  ...(seed !== undefined && { seed: Number(seed) }),
});
