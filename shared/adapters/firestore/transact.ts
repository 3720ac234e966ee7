import { setTimeout } from 'node:timers/promises';
import type { Firestore, Transaction } from '@google-cloud/firestore';
import { ContentionError, UnstorableError } from '../../ports/profile-store.ts';

const attempts = 10;

/**
 * Runs a transaction until it is committed. @throws ContentionError when it keeps losing against others, UnstorableError where it would write
 * what no document can hold.
 */
export async function transact<T>(
  firestore: Firestore,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // The client's own retries wait for up to a minute; here the losers only need to get out of step with each other.
    if (attempt > 0) await setTimeout(Math.random() * 20 * 2 ** attempt);
    try {
      return await firestore.runTransaction(work, { maxAttempts: 1 });
    } catch (error) {
      if (isRefusal(error)) throw new UnstorableError(error.message, { cause: error });
      if (!isContention(error)) throw error;
      cause = error;
    }
  }
  throw new ContentionError(`A transaction lost ${attempts} times against others: try again.`, {
    cause,
  });
}

const aborted = 10;
const conflict = 409;
const invalidArgument = 3;

/** A server that ended a transaction says so of every later call in it: Firestore in the first words, its emulator in the second. */
const ended = /transaction has expired|transaction is invalid or closed/i;

/** That others held the documents, over gRPC or HTTP; or that the server ended the transaction, for a lock or for its age. */
function isContention(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  if (error.code === invalidArgument) return ended.test(error.message);
  return error.code === aborted || error.code === conflict;
}

/** That a document is none that Firestore could hold, such as one that is nested too deeply. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  error.code === invalidArgument &&
  !ended.test(error.message);
