import fc from 'fast-check';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';

/** What happens to a few people at once, on several instances. */
export interface ConcurrentHistory {
  identity: IdentityConfig;
  /** Ana's login on the first device: committed before anything else, so that there is a link to cut. */
  opening: CanonicalEvent;
  /** All events, each once. */
  events: CanonicalEvent[];
  /** For every instance the batches that it gets, all at once. An event may come to several, and to one again. */
  instances: CanonicalEvent[][][];
  /** When operators cut the link of the opening, milliseconds since 1970: while all the rest goes on. */
  cuts: number[];
}

const noon = Date.parse('2026-01-01T12:00:00.000Z');
const minute = 60_000;
const iso = (time: number): string => new Date(time).toISOString();

// Few of each, so that everybody meets everybody.
const users = fc.constantFrom('ana', 'ben', 'cleo');
const devices = fc.constantFrom('phone', 'tablet', 'laptop');
const emails = fc.constantFrom('home@shop.example', 'work@shop.example');

/** The company that group events tell of. */
export const company = 'acme';

const plans = fc.constantFrom('free', 'pro');

type Content = Pick<CanonicalEvent, 'type'> & Partial<CanonicalEvent>;

const contents: fc.Arbitrary<Content> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ userId: users, anonymousId: devices, email: fc.option(emails), plan: plans })
      .map(({ userId, anonymousId, email, plan }): Content => {
        const traits = { plan, ...(email !== null && { email }) };
        return { type: 'identify', userId, anonymousId, traits };
      }),
  },
  {
    weight: 2,
    arbitrary: devices.map((anonymousId): Content => ({ type: 'page', anonymousId })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ anonymousId: devices, email: emails })
      .map(({ anonymousId, email }): Content => {
        return { type: 'identify', anonymousId, traits: { email } };
      }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ userId: users, revenue: fc.constantFrom(0.1, 0.2, 30) }).map(order),
  },
  {
    weight: 1,
    arbitrary: fc.record({ userId: users, plan: plans }).map(({ userId, plan }): Content => {
      return { type: 'group', userId, groupId: company, traits: { plan } };
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ userId: users, previousId: fc.oneof(users, devices) })
      .map((ids): Content => ({ type: 'alias', ...ids })),
  },
);

function order({ userId, revenue }: { userId: string; revenue: number }): Content {
  return { type: 'track', event: 'Order Placed', userId, properties: { revenue } };
}

const eventOf = (content: Content, number: number, at: number): CanonicalEvent => ({
  source: 'web',
  messageId: `m${number}`,
  arrival: `message-${number}/0`,
  timestamp: iso(noon + at * minute),
  receivedAt: iso(noon + 60 * minute),
  ...content,
});

/** To whom an event is delivered: an instance, the batch of it, and whether the sender has published it once more. */
interface Delivery {
  instance: number;
  batch: number;
  retried: boolean;
}

const instanceCount = 3;

const deliveries: fc.Arbitrary<Delivery[]> = fc.array(
  fc.record({
    instance: fc.nat({ max: instanceCount - 1 }),
    batch: fc.nat({ max: 1 }),
    retried: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Limits that bite, and devices that are soon shared. */
const identities: fc.Arbitrary<IdentityConfig> = fc
  .record({
    users: fc.constantFrom(1, 1, 2),
    emails: fc.constantFrom(1, 2),
    devices: fc.constantFrom(1, 2, 3),
    sharedAfter: fc.constantFrom(1, 2, 25),
  })
  .map((limits) => ({
    kinds: [
      { kind: 'user_id', limit: limits.users },
      { kind: 'email', limit: limits.emails },
      { kind: 'anonymous_id', limit: limits.devices },
    ],
    sharedAfter: limits.sharedAfter,
  }));

/** Histories of up to `maxLength` events that three instances get at once. */
export const concurrentHistories = (maxLength: number): fc.Arbitrary<ConcurrentHistory> =>
  fc
    .record({
      identity: identities,
      happened: fc.array(fc.record({ content: contents, at: fc.nat({ max: 3 }), deliveries }), {
        minLength: 2,
        maxLength,
        size: 'max',
      }),
      cuts: fc.array(fc.constantFrom(noon, noon + minute), { maxLength: 2 }),
    })
    .map(({ identity, happened, cuts }) => {
      const login: Content = { type: 'identify', userId: 'ana', anonymousId: 'phone', traits: {} };
      const opening = eventOf(login, 0, 1);
      const events = happened.map(({ content, at }, index) => eventOf(content, index + 1, at));
      const instances = Array.from({ length: instanceCount }, (): CanonicalEvent[][] => [[], []]);
      for (const [index, event] of events.entries()) {
        for (const { instance, batch, retried } of happened[index]?.deliveries ?? []) {
          const delivered = retried ? { ...event, arrival: `retry-${index + 1}/0` } : event;
          instances[instance]?.[batch]?.push(delivered);
        }
      }
      return { identity, opening, events: [opening, ...events], instances, cuts };
    });
