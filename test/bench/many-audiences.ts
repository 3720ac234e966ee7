import type { AudienceRule } from '../../schemas/generated/types.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import type { Figure } from './figure.ts';
import { type Arrivals, parts, TimedStore } from './timed-store.ts';

/** Audiences over a trait that no event of the figure touches. */
const rulesWith = (audiences: number) =>
  compileRules({
    sources: { web: {} },
    traits: { orders: { count: 'Coffee Bought' }, views: { count: 'Coffee Viewed' } },
    audiences: Object.fromEntries(
      Array.from({ length: audiences }, (_, index): [string, AudienceRule] => [
        `audience_${index}`,
        {
          all: [
            { path: 'computed.orders', gte: 1 + (index % 7) },
            { path: `traits.interest_${index}`, eq: true },
          ],
        },
      ]),
    ),
  });

function* viewsOf(people: number, views: number): Generator<Arrivals> {
  const receivedAt = '2026-01-01T12:00:00.000Z';
  const events = Array.from(
    { length: people * views },
    (_, index): SpecEvent => ({
      type: 'track',
      event: 'Coffee Viewed',
      userId: `u${index % people}`,
      messageId: `m${index}`,
      timestamp: receivedAt,
    }),
  );
  for (const part of parts(events, 200)) yield { events: part, receivedAt };
}

async function take(audiences: number, people: number): Promise<number> {
  const store = await TimedStore.open(rulesWith(audiences));
  try {
    return await store.take(viewsOf(people, 5));
  } finally {
    await store.close();
  }
}

/** What a thousand audiences add to events that touch none of them, against ten. */
export const manyAudiences = (people: number): Figure => ({
  name: 'embedded: an event that touches none of 1,000 audiences',
  unit: 'µs/event',
  goal: { atMost: 1.5 },
  baselineName: 'none of 10 audiences',
  measure: () => take(1000, people),
  baseline: () => take(10, people),
});
