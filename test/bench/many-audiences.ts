import type { AudienceRule } from '../../schemas/generated/types.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import type { Growth } from './growth.ts';
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

const receivedAt = '2026-01-01T12:00:00.000Z';
const viewsPerPerson = 5;

function* viewsOf(people: number, round: number): Generator<Arrivals> {
  const events = Array.from(
    { length: people * viewsPerPerson },
    (_, nth): SpecEvent => ({
      type: 'track',
      event: 'Coffee Viewed',
      userId: `u${nth % people}`,
      messageId: `m${round}-${nth}`,
      timestamp: receivedAt,
    }),
  );
  for (const part of parts(events, 200)) yield { events: part, receivedAt };
}

/** What audiences add to events that touch none of them, by how many there are. */
export const manyAudiences = (sizes: readonly number[], people: number): Growth => ({
  name: 'event that touches no audience',
  unit: 'µs of processor',
  sizeName: 'audiences',
  sizes,
  atMost: () => 1.5,
  async prepare(size) {
    const store = await TimedStore.open(rulesWith(size));
    let rounds = 0;
    return {
      measure: () => {
        rounds += 1;
        return store.take(viewsOf(people, rounds));
      },
      close: () => store.close(),
    };
  },
});
