import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import { strayIdentities } from '../builders/kept.ts';
import { disturbances, transactionsOf } from './deliveries.ts';
import { lawsOfWorlds } from './laws-of-worlds.ts';
import type { SentEvent } from './reference-events.ts';
import { canonical, evidenceOf, refusedLinks, type World, worldOf } from './world.ts';

/** What nobody means to send, and somebody does: names of object members, text that is no Unicode, other spellings of the same, separators. */
const texts = fc.constantFrom(
  'constructor',
  'toString',
  '__proto__',
  'prototype',
  'hasOwnProperty',
  'u1',
  'U1',
  ' u1\n',
  'u1\nuser_id:u2',
  '"u1"',
  'caf\u00e9',
  'cafe\u0301',
  '\ufb01',
  '\u212b',
  '\ud800',
  '\udfff',
  'a\ud800b',
  '\u0000',
  '\u200b',
  '1',
  '10',
  '1e3',
  '~json',
  'a.b',
  'x'.repeat(255),
  '\u{1f468}\u200d\u{1f469}',
);

const values = fc.oneof(
  texts,
  fc.constantFrom<JsonObject[string]>(
    -0,
    0,
    1e21,
    5e-324,
    2 ** 53 + 2,
    '',
    [],
    {},
    [[], [[]]],
    { '': 1 },
    { toString: null, '1': 2, '0': 1 },
    null,
    'x'.repeat(5000),
  ),
);

const times = fc.constantFrom(
  '0001-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '2024-03-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
);

const present = (members: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const events: fc.Arbitrary<SentEvent> = fc
  .record({
    source: fc.constantFrom('web', 'shop'),
    messageId: texts,
    type: fc.constantFrom('identify', 'identify', 'track', 'page', 'group', 'alias'),
    userId: maybe(texts),
    anonymousId: maybe(texts),
    previousId: texts,
    groupId: texts,
    event: texts,
    traits: fc.dictionary(texts, values, { maxKeys: 4, noNullPrototype: true }),
    externalIds: fc.array(fc.record({ type: texts, id: texts }), { maxLength: 2 }),
    consent: fc.dictionary(texts, fc.boolean(), { maxKeys: 2, noNullPrototype: true }),
    timestamp: times,
  })
  .map(({ source, type, externalIds, consent, ...fields }) => {
    const { messageId } = fields;
    const context = {
      ...(externalIds.length > 0 && { externalIds }),
      consent: { categoryPreferences: consent },
    };
    const body = { ...present(fields), type, messageId, context };
    return { source, receivedAt: '2024-03-02T00:00:00.000Z', body };
  });

const rules: fc.Arbitrary<IdentityConfig> = fc
  .record({
    users: fc.constantFrom(0, 1, 2),
    kinds: fc.constantFrom('toString', 'constructor', 'email'),
    sharedAfter: fc.constantFrom(0, 1, 3, 25),
    crowdedAfter: fc.constantFrom(0, 2, undefined),
    maxIdentifiers: fc.constantFrom(1, 3, 500),
  })
  .map(({ users, kinds, crowdedAfter, ...bounds }) => ({
    kinds: [
      { kind: 'user_id', limit: users },
      { kind: kinds, limit: 1 },
      { kind: 'anonymous_id', limit: 2 },
    ],
    ...bounds,
    ...(crowdedAfter !== undefined && { crowdedAfter }),
  }));

const most = 8;
const histories = fc.record({
  rules,
  sent: fc.uniqueArray(events, {
    minLength: 1,
    maxLength: most,
    size: 'max',
    // Half of a surrogate pair is taken for U+FFFD, whichever half it is: two ids of such halves are one.
    selector: ({ source, body }) => `${source} ${Buffer.from(body.messageId)}`,
  }),
});

interface HostileWorld {
  given: IdentityConfig;
  first: World;
  second: World;
}

function deliveriesDoNotMatter({ first, second }: HostileWorld): void {
  expect(canonical(second.views)).toBe(canonical(first.views));
  expect(evidenceOf(second.cores)).toBe(evidenceOf(first.cores));
  expect(canonical(second.identities)).toBe(canonical(first.identities));
}

const appliedOf = ({ outcomes }: World): number => {
  const applied = outcomes.flat().filter(({ outcome }) => outcome === 'applied');
  return new Set(applied.map(({ arrival }) => arrival)).size;
};

describe('whatever people send', () => {
  lawsOfWorlds<HostileWorld>(
    {
      'any order, duplication and batching give the same profiles': deliveriesDoNotMatter,
      'as many events are applied, whoever comes first': ({ first, second }) =>
        expect(appliedOf(second)).toBe(appliedOf(first)),
      'every identifier leads to its own profile': async ({ first }) =>
        expect(await strayIdentities(first.store, first.identities)).toEqual([]),
      'every refused edge is visible at both ends, but for crowds': ({ first, given }) => {
        if (given.crowdedAfter !== undefined) return;
        expect(() => refusedLinks(first.cores)).not.toThrow();
      },
    },
    (holds) =>
      fc.asyncProperty(
        histories,
        disturbances(most),
        disturbances(most),
        async ({ sent, rules }, one, other) =>
          holds({
            given: rules,
            first: await worldOf(transactionsOf(sent, one), rules),
            second: await worldOf(transactionsOf(sent, other), rules),
          }),
      ),
    0.2,
  );
});
