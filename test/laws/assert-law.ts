import fc from 'fast-check';
import { expect, inject } from 'vitest';

/** Between two signs of life of a law that is tried for long. */
const signOfLifeMs = 30_000;

/**
 * Tries a law as often as the run says, or that share of it, with the seed that the run has announced. fast-check reports the smallest
 * case that fails.
 */
export async function assertLaw<Values>(
  property: fc.IPropertyWithHooks<Values> | fc.IAsyncPropertyWithHooks<Values>,
  share = 1,
): Promise<void> {
  const { seed, runs } = inject('laws');
  const numRuns = Math.max(1, Math.round(runs * share));
  const told = progressOf(expect.getState().currentTestName ?? 'a law', numRuns);
  const observed = property.beforeEach(told);
  await fc.assert(observed, { seed, numRuns });
}

/** Tells how far a law is, every half a minute; shrinking is not counted, it has no end that is known. */
function progressOf(name: string, numRuns: number): () => void {
  let done = 0;
  let last = Date.now();
  return () => {
    done += 1;
    const now = Date.now();
    if (now - last < signOfLifeMs) return;
    last = now;
    const count = `${done.toLocaleString('en')} of ${numRuns.toLocaleString('en')}`;
    // Straight to the terminal: a runner that gathers what a test logs shows it when the test is over.
    process.stderr.write(done < numRuns ? `  ${count}: ${name}\n` : `  shrinking: ${name}\n`);
  };
}
