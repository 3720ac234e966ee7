import fc from 'fast-check';
import type { ReferenceEvent } from './reference-events.ts';

/** Severs some links on the way: each names one by its position among all of the history's, and when. */
export const cuts = fc.array(
  fc.record({ link: fc.nat({ max: 30 }), before: fc.nat({ max: 20 }) }),
  { minLength: 1, maxLength: 3 },
);

/** The links that events make, in their order. */
export const linksOf = (events: readonly ReferenceEvent[]): (readonly [string, string])[] =>
  events.flatMap(({ primary, others, alias }) => [
    ...others.map((other) => [primary, other] as const),
    ...(alias?.to ?? []).map((other) => [alias?.of ?? primary, other] as const),
  ]);
