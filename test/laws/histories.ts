import fc from 'fast-check';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';
import type { SentEvent } from './reference-events.ts';

/** What a handful of people did on a few devices, and the rules to tell them apart by. */
export interface History {
  rules: IdentityConfig;
  sent: SentEvent[];
}

/** Every aggregate once; the values are few, so that they meet. */
export const traits: Readonly<Record<string, TraitConfig>> = {
  orders: { count: 'Order Placed' },
  orders_in_usd: { count: 'Order Placed', where: { 'properties.currency': { eq: 'USD' } } },
  revenue: { sum: 'properties.revenue', of: 'Order Placed' },
  average_order: { average: 'properties.revenue', of: 'Order Placed' },
  smallest_order: { min: 'properties.revenue', of: 'Order Placed' },
  largest_order: { max: 'properties.revenue', of: 'Order Placed' },
  first_category: { first: 'properties.category', of: 'Order Placed' },
  last_category: { last: 'properties.category', of: 'Order Placed' },
  categories: { uniqueCount: 'properties.category', of: 'Order Placed' },
  category_list: { uniqueList: 'properties.category', of: 'Order Placed' },
  favourite_category: { mostFrequent: 'properties.category', of: 'Order Placed' },
};

// Small pools: people collide all the time. Some names are those of object members, some values blocked, some only spelt differently.
const userIds = ['u1', 'u2', 'u3', ' u1 ', 'u4', 'null', 'toString'];
const anonymousIds = ['a1', 'a2', 'a3', 'a4', 'a5', '0000', 'u1'];
const emails = ['x@shop.example', 'y@shop.example', 'X@Shop.example ', 'z@shop.example', '-1'];
const phones = ['+14155552671', '+1 (415) 555-2671', '+442071838750'];
const externalKinds = ['loyalty', 'crm', 'user_id', 'constructor', 'group_id'];
const externalIds = ['l1', 'l2', 'u2', 'guest'];
const traitNames = ['plan', 'name', 'hasOwnProperty', 'valueOf'];
const traitValues = ['pro', 'free', 7, true, null, ['pro'], { tier: 1 }];
const groupIds = ['g1', 'g2', 'constructor', ' g1', 'null'];
const revenues = [0.1, 0.2, 0.3, 19.99, -0.1, 1e-7, 1e15, 123456789.01, 1e21, 'twelve'];

const day = Date.parse('2024-03-01T00:00:00.000Z');
const hour = 3_600_000;
const iso = (time: number): string => new Date(time).toISOString();

/** Three days of receipts, well within the horizon of the deduplication. */
const receipts = [12, 13, 23.5, 36, 60].map((hours) => iso(day + hours * hour));

/** Many on the same instants; some long before their receipt, some after it. */
const times = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(1, 2, 3, 4, 5, 6).map((n) => iso(day + n * hour)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 72 }).map((n) => iso(day + n * hour)) },
  { weight: 1, arbitrary: fc.constantFrom('2019-07-01T10:00:00.000Z', '2031-01-01T00:00:00.000Z') },
);

/** Without members that are `undefined`, as JSON has it. */
const present = (members: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** Absent once in so many. */
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>, oneIn: number) =>
  fc.option(arbitrary, { nil: undefined, freq: oneIn });

/** Mostly one of the first few, for whom things happen. */
const oneOf = (pool: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pool.slice(0, 3)) },
    { weight: 1, arbitrary: fc.constantFrom(...pool) },
  );

/** A device, mostly with somebody logged in. */
const whoFields = {
  userId: sometimes(oneOf(userIds), 3),
  anonymousId: sometimes(oneOf(anonymousIds), 6),
};

const contexts: fc.Arbitrary<JsonObject | undefined> = fc
  .record({
    externalIds: sometimes(
      fc.array(
        fc.record({ type: fc.constantFrom(...externalKinds), id: fc.constantFrom(...externalIds) }),
        { minLength: 1, maxLength: 2 },
      ),
      2,
    ),
    traits: sometimes(
      fc
        .record({ email: sometimes(oneOf(emails), 2), phone: sometimes(oneOf(phones), 2) })
        .map(present),
      2,
    ),
    consent: sometimes(
      fc
        .dictionary(fc.constantFrom('ads', 'analytics'), fc.boolean(), { noNullPrototype: true })
        .map((categoryPreferences) => ({ categoryPreferences })),
      2,
    ),
  })
  .map(present);

const profileTraits: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...traitNames), fc.constantFrom(...traitValues), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    fc.record({ email: sometimes(oneOf(emails), 2), phone: sometimes(oneOf(phones), 4) }),
  )
  .map(([plain, ids]) => present({ ...plain, ...ids }));

const orders: fc.Arbitrary<JsonObject> = fc
  .record({
    revenue: sometimes(fc.constantFrom(...revenues), 3),
    currency: sometimes(fc.constantFrom('USD', 'EUR'), 3),
    category: sometimes(fc.constantFrom('shoes', 'hats', 3, false), 3),
  })
  .map(present);

const kindsOfEvent: fc.Arbitrary<JsonObject & { type: string }> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('identify'), traits: profileTraits }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('track'),
      event: fc.constant('Order Placed'),
      properties: orders,
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('page', 'screen') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('group'),
      groupId: fc.constantFrom(...groupIds),
      traits: profileTraits,
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        userId: oneOf(userIds),
        previousId: fc.oneof(oneOf(userIds), oneOf(anonymousIds)),
        by: fc.constantFrom('own visit', 'server', 'other visit'),
      })
      .map(({ by, ...ids }) => ({
        type: 'alias',
        ...ids,
        ...(by === 'own visit' && { anonymousId: ids.previousId }),
        ...(by === 'server' && { anonymousId: undefined }),
      })),
  },
);

const skew = fc.constantFrom(-hour, -1, 0, 1, hour, 24 * hour);

const sentEvents: fc.Arbitrary<SentEvent> = fc
  .record({
    source: fc.constantFrom('web', 'shop'),
    receivedAt: fc.constantFrom(...receipts),
    messageId: fc.noBias(fc.integer({ min: 0, max: 19 })).map((n) => `m${n}`),
    content: kindsOfEvent,
    who: fc.record(whoFields),
    context: sometimes(contexts, 3),
    timestamp: sometimes(times, 8),
    skewed: fc.option(skew, { nil: undefined, freq: 3 }),
  })
  .map(({ source, receivedAt, messageId, content, who, context, timestamp, skewed }) => {
    const sentAt =
      skewed === undefined || timestamp === undefined
        ? undefined
        : iso(Date.parse(timestamp) + skewed);
    const body = present({ ...who, ...content, messageId, context, timestamp, sentAt });
    return { source, receivedAt, body: { ...body, type: content.type, messageId } };
  });

const kindNames = ['user_id', 'email', 'phone', 'anonymous_id', 'loyalty'];
const blocked = ['', '-1', 'null', 'anonymous', 'guest'];

/** As people configure it, but with limits that bite. */
const usualRules: fc.Arbitrary<IdentityConfig> = fc
  .record({
    users: fc.constantFrom(1, 1, 2),
    emails: fc.integer({ min: 1, max: 2 }),
    devices: fc.integer({ min: 2, max: 3 }),
    sharedAfter: fc.constantFrom(2, 3, 25),
    crowdedAfter: fc.constantFrom(3, 4, 200),
    maxIdentifiers: fc.constantFrom(4, 6, 500),
  })
  .map(({ users, emails, devices, sharedAfter, crowdedAfter, maxIdentifiers }) => ({
    kinds: [
      { kind: 'user_id', limit: users },
      { kind: 'email', limit: emails },
      { kind: 'phone', limit: 2 },
      { kind: 'anonymous_id', limit: devices },
    ],
    blocked,
    sharedAfter,
    crowdedAfter,
    maxIdentifiers,
  }));

/** Any ranking of any kinds. */
const oddRules: fc.Arbitrary<IdentityConfig> = fc
  .record({
    kinds: fc.shuffledSubarray(kindNames),
    limits: fc.array(fc.constantFrom(1, 2, 3, 100), { minLength: 5, maxLength: 5 }),
    sharedAfter: fc.constantFrom(1, 2, 3, 25),
  })
  .map(({ kinds, limits, sharedAfter }) => ({
    kinds: kinds.map((kind, index) => ({ kind, limit: limits[index] ?? 1 })),
    blocked,
    sharedAfter,
  }));

/** Histories of up to `maxLength` events, each with its own (source, messageId). */
export const histories = (maxLength: number): fc.Arbitrary<History> =>
  fc.record({
    rules: fc.oneof({ weight: 3, arbitrary: usualRules }, { weight: 1, arbitrary: oddRules }),
    sent: fc.uniqueArray(sentEvents, {
      minLength: 1,
      maxLength,
      size: 'max',
      selector: ({ source, body }) => `${source} ${body.messageId}`,
    }),
  });
