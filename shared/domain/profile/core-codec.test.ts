import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../identity/evidence.ts';
import type { Json } from '../json.ts';
import { decodeCore, encodeCore } from './core-codec.ts';
import { type Core, emptyCore } from './profile.ts';
import { nothingSeen } from './seen.ts';

const evidence: fc.Arbitrary<Evidence> = fc.record(
  {
    at: fc.integer({ min: 0, max: 3 }),
    messageId: fc.constantFrom('m', 'm\n', '', 'é'),
    source: fc.constantFrom('web', 'app'),
  },
  { noNullPrototype: true },
);

/** Values that a sender chooses: whatever JSON has, names that objects inherit, and what looks like evidence. */
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  evidence.map((given): Json => ({ ...given })),
  evidence.map(({ source, at, messageId }): Json => ({ source, at, messageId })),
  fc.constantFrom<Json>({ toString: 1, constructor: [] }, JSON.parse('{"__proto__": {"a": 1}}')),
);

const candidates = fc.array(fc.record({ value: values, evidence }, { noNullPrototype: true }), {
  maxLength: 3,
});

const cores: fc.Arbitrary<Core> = fc
  .record({ candidates, evidence, state: values, value: values, name: fc.string() })
  .map(({ candidates: given, evidence: event, state, name }) => ({
    ...emptyCore(),
    identifiers: { [`user_id:${name}`]: event, 'email:e': { ...event, presumed: true as const } },
    edges: {
      one: { a: 'email:e', b: name, seen: event, refused: { reason: 'severed' as const } },
      two: { a: name, b: 'email:e', alias: event, severed: event },
    },
    leaves: {
      [`user_id:${name}`]: {
        events: 2,
        firstAt: event.at,
        lastAt: 1e13,
        traits: { [name]: given, toString: given },
        groups: {},
        consent: {},
        computed: { none: null, some: { state, latest: event } },
        recent: [
          { ...event, type: 'page' as const },
          { ...event, type: 'track' as const, name },
        ],
        seen: { ...nothingSeen(), days: { 20000: Buffer.from([1, 2, 3]) }, count: 1 },
        refusedTraits: [name],
      },
    },
  }));

/** Text that says all of a core, the order of keys and the sign of 0 too. */
const spelt = (core: Core): string =>
  JSON.stringify(core, (_, value: unknown) => (Object.is(value, -0) ? '-0' : value));

describe('the bytes of a core', () => {
  it('give back the core, in the order of its keys', () => {
    fc.assert(
      fc.property(cores, (core) => {
        expect(spelt(decodeCore(encodeCore(core)))).toBe(spelt(core));
      }),
    );
  });

  it('are equal where the cores are, whether they share their evidence or not', () => {
    fc.assert(
      fc.property(cores, (core) => {
        expect(encodeCore(decodeCore(encodeCore(core)))).toEqual(encodeCore(core));
        expect(encodeCore(structuredClone(core))).toEqual(encodeCore(core));
      }),
    );
  });

  it('hold every text once, however often it is there', () => {
    const core = emptyCore();
    core.identifiers['user_id:u'] = { at: 1, messageId: 'x'.repeat(1000), source: 'web' };
    const once = encodeCore(core).length;
    core.identifiers['user_id:v'] = { at: 1, messageId: 'x'.repeat(1000), source: 'web' };
    expect(encodeCore(core).length).toBeLessThan(once + 50);
  });

  it('of another form say what to do', () => {
    expect(() => decodeCore(new Uint8Array([0x94, 0xa0, 0x90, 0x90, 0x90]))).toThrow(
      /not in the form of this version/,
    );
  });
});
