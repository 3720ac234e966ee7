import type { Domain } from 'node:domain';

/**
 * The functions framework runs every request in a `node:domain`, which hooks into each promise, timer and stream created in it, a quarter of
 * a busy instance's processor time, and ties what requests share, such as a connection to Firestore, to the request that came first. Nothing needs it: what a function
 * rejects with reaches the framework as a rejection. Runs the work, and all that follows from it, outside.
 */
export function outsideOfDomain<Result>(work: () => Result): Result {
  const { domain } = process as { domain?: Domain | null };
  if (domain === undefined || domain === null) return work();
  domain.exit();
  try {
    return work();
  } finally {
    domain.enter();
  }
}
