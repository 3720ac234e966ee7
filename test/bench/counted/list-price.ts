import { prices } from '../../../scripts/scaling/prices.ts';
import type { Counts } from './counts.ts';

/** US dollars, by list price, of what was counted. Instances by the second, storage and what others do with what is published are not in it. */
export const listPrice = (counts: Counts): number =>
  counts.reads * prices.firestore.read +
  counts.writes * prices.firestore.write +
  counts.deletes * prices.firestore.delete +
  counts.calls * prices.run.requests +
  ((counts.publishedBytes + counts.deliveredBytes) / 2 ** 40) * prices.pubsub.tib;
