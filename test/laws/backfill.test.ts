import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { sweep } from '../../functions/sweep/sweep.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { TributaryConfig } from '../../shared/domain/config/config.ts';
import { backfill, type Ground } from '../../shared/local/backfill.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { publishEffects } from '../../shared/runtime/effects.ts';
import { compileRules, type Rules } from '../../shared/runtime/rules.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { keptIn } from '../builders/kept.ts';
import { aMessage } from '../builders/messages.ts';
import { assertLaw } from './assert-law.ts';

const hour = 3_600_000;
const start = Date.parse('2026-01-01T00:00:00.000Z');
const end = start + 40 * hour;

const before: TributaryConfig = {
  sources: { web: {} },
  traits: {
    orders: { count: 'Coffee Bought' },
    gone: { count: 'Cart Opened' },
    changed: { count: 'Coffee Bought', window: '3h' },
  },
  audiences: {
    buyers: { path: 'computed.orders', gte: 1 },
    others: { path: 'computed.gone', eq: 0 },
  },
};

const after: TributaryConfig = {
  sources: { web: {} },
  traits: {
    orders: { count: 'Coffee Bought' },
    changed: { count: 'Coffee Bought', window: '30h' },
    revenue: { sum: 'properties.revenue', of: 'Coffee Bought' },
    sizes: { uniqueList: 'properties.revenue', of: 'Coffee Bought', window: '24h' },
    sessions: { sessionCount: '30m' },
  },
  audiences: {
    buyers: { path: 'computed.orders', gte: 2 },
    big: { path: 'computed.revenue', gte: 50 },
    none_lately: { path: 'computed.changed', eq: 0 },
    abandoned: {
      sequence: [{ event: 'Cart Opened' }, { event: 'Coffee Bought', within: '3h', not: true }],
    },
  },
};

const [oldRules, newRules] = [compileRules(before), compileRules(after)];

/** Messages of an event each, as they arrive; now and then one comes again. */
const messages = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 24 * 60 }),
      delay: fc.constantFrom(0, 0, 3, 12),
      user: fc.option(fc.constantFrom('ana', 'ben'), { nil: undefined, freq: 3 }),
      device: fc.constantFrom('phone', 'laptop', 'tablet'),
      event: fc.constantFrom('Coffee Bought', 'Cart Opened'),
      revenue: fc.constantFrom(10, 20.5, 60),
      again: fc.boolean(),
    }),
    { minLength: 1, maxLength: 14, size: 'max' },
  )
  .map((given) =>
    given.flatMap(({ at, delay, user, device, event, revenue, again }, index): Message[] => {
      const timestamp = new Date(start + at * 60_000).toISOString();
      const receivedAt = new Date(start + at * 60_000 + delay * hour).toISOString();
      const content = {
        type: 'track',
        messageId: `m${index}`,
        anonymousId: device,
        ...(user !== undefined && { userId: user }),
        event,
        properties: { revenue },
        timestamp,
      };
      const sent = (id: string) => aMessage(content, { id, attributes: { receivedAt } });
      return again ? [sent(`first-${index}`), sent(`again-${index}`)] : [sent(`first-${index}`)];
    }),
  );

async function apply(some: readonly Message[], store: ProfileStore, rules: Rules): Promise<void> {
  const { quarantined } = await pipeline(some, store, rules, packagedSources, () => end);
  expect(quarantined).toEqual([]);
}

/** What a store keeps once everything that was due until the end has been dealt with. */
async function keptAtTheEnd(store: ProfileStore) {
  await sweep(store, new MemoryPublisher(), newRules, end);
  return keptIn(store);
}

describe('a backfill', () => {
  it('gives what would be had the traits and audiences been there from the start, while events go on', () =>
    assertLaw(
      fc.asyncProperty(
        messages,
        fc.nat({ max: 20 }),
        fc.nat({ max: 20 }),
        fc.scheduler(),
        async (sent, switched, archived, scheduler) => {
          const fromTheStart = new MemoryProfileStore();
          await apply(sent, fromTheStart, newRules);

          const tick = () => scheduler.schedule(Promise.resolve());
          const store = new MemoryProfileStore({ tick });
          const [old, live] = [sent.slice(0, switched), sent.slice(switched)];
          const publisher = new MemoryPublisher();
          // What is accepted is archived at once, and applied some time after.
          const archive: Message[] = [...old, ...live.slice(0, archived)];
          const later = live.slice(archived);
          const ground: Ground = {
            store,
            rules: newRules,
            sources: packagedSources,
            tell: (effects) => publishEffects(publisher, effects),
            archivePollMs: 1,
            async *archive(positions = new Map<string, number>()) {
              const from = positions.get('all') ?? 0;
              positions.set('all', archive.length);
              yield* archive.slice(from);
            },
          };
          const goOn = async () => {
            for (const message of live) {
              if (later.includes(message)) archive.push(message);
              await apply([message], store, newRules);
            }
          };
          await scheduler.waitFor(
            (async () => {
              if (old.length > 0) await apply(old, store, oldRules);
              await Promise.all([backfill(ground, undefined, () => end), goOn()]);
              await backfill(ground, undefined, () => end);
            })(),
          );
          const [is, wanted] = [
            await scheduler.waitFor(keptAtTheEnd(store)),
            await keptAtTheEnd(fromTheStart),
          ];
          expect(is.snapshot).toBe(wanted.snapshot);
          expect(is.evidence).toBe(wanted.evidence);
        },
      ),
      0.1,
    ));

  it('that failed before it told of a move is made up for by the next sweep', () =>
    assertLaw(
      fc.asyncProperty(messages, fc.array(fc.boolean(), { maxLength: 4 }), async (sent, fails) => {
        const store = new MemoryProfileStore();
        await apply(sent, store, oldRules);
        const publisher = new MemoryPublisher();
        const hadToTell = new Set<string>();
        const left = [...fails];
        const ground: Ground = {
          store,
          rules: newRules,
          sources: packagedSources,
          tell: async (told) => {
            for (const { id } of told.transitions) hadToTell.add(id);
            if (left.pop()) throw new Error('the connection is lost');
            await publishEffects(publisher, told);
          },
          archivePollMs: 1,
          async *archive() {
            yield* sent;
          },
        };
        const run = () => backfill(ground, undefined, () => end);
        // Each run that fails uses up one of the failures at least, so the last has none left.
        for (const _ of fails) await run().catch(() => undefined);
        await run();
        if (!fails.includes(true)) expect(await store.due(end, 1)).toEqual([]);
        await sweep(store, publisher, newRules, end);
        const { profiles } = await sweep(store, publisher, newRules, end);
        const heard = new Set(
          (publisher.on('audience-changes') as { id: string }[]).map(({ id }) => id),
        );
        expect([...hadToTell].filter((id) => !heard.has(id))).toEqual([]);
        expect(profiles).toBe(0);
      }),
      0.1,
    ));
});
