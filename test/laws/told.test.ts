import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MergedBatch, merge } from '../../functions/merge/merge.ts';
import { sweep } from '../../functions/sweep/sweep.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { Publisher } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import type { Told } from '../../shared/runtime/effects.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { anEvent } from '../builders/events.ts';
import { assertLaw } from './assert-law.ts';

const noon = Date.parse('2026-01-01T12:00:00.000Z');

/** Limits so low that people lose what they had to others all the time. */
const rules = compileRules({
  sources: { web: {} },
  identity: {
    kinds: [
      { kind: 'user_id', limit: 1 },
      { kind: 'email', limit: 1 },
      { kind: 'anonymous_id', limit: 2 },
    ],
    sharedAfter: 2,
  },
  audiences: {
    one: { path: 'events', gte: 1 },
    two: { path: 'events', gte: 2 },
    three: { path: 'events', gte: 3 },
  },
});

const one = fc.integer({ min: 0, max: 3 });

/** What somebody does, and what becomes of the telling of it. */
const steps = fc.array(
  fc.record({
    user: fc.option(one, { nil: undefined }),
    device: fc.option(one, { nil: undefined }),
    email: fc.option(one, { nil: undefined }),
    alias: fc.option(one, { nil: undefined, freq: 5 }),
    second: fc.integer({ min: 0, max: 100 }),
    /** The same event under another arrival comes with the next. */
    isSentAgain: fc.boolean(),
    isInterrupted: fc.boolean(),
    sweep: fc.constantFrom('none', 'none', 'interrupted', 'told'),
  }),
  { minLength: 2, maxLength: 14 },
);

type Step = (typeof steps extends fc.Arbitrary<infer Steps> ? Steps : never)[number];

function eventOf({ user, device, email, alias, second }: Step, nth: number): CanonicalEvent {
  const { userId: _, ...common } = anEvent({
    messageId: `m${nth}`,
    arrival: `${nth}/0`,
    timestamp: new Date(noon + second * 1000).toISOString(),
  });
  const isUser = user !== undefined;
  const by = {
    ...(isUser && { userId: `u${user}` }),
    ...((device !== undefined || !isUser) && { anonymousId: `d${device ?? 0}` }),
  };
  if (alias !== undefined && isUser)
    return { ...common, ...by, type: 'alias', previousId: `d${alias}` };
  return email === undefined
    ? { ...common, ...by }
    : { ...common, ...by, type: 'identify', traits: { email: `e${email}@example.com` } };
}

const nobody: Publisher = {
  publish: () => Promise.reject(new Error('the connection is lost')),
};

/** Moves and ends of profiles, by their ids. A change of a value that moves nobody is told once. */
const idsOf = ({ transitions, changes }: Told): string[] => [
  ...transitions.map(({ id }) => id),
  ...changes.filter(({ type }) => type === 'removed').map(({ id }) => id),
];

/** All that commits and sweeps had to tell, and what was heard of it. */
async function lifeOf(happened: readonly Step[]) {
  const store: ProfileStore = new MemoryProfileStore();
  const hadToTell = new Set<string>();
  const publisher = new MemoryPublisher();
  const heard = new Set<string>();
  const hear = (told: Told) => {
    for (const id of idsOf(told)) heard.add(id);
  };
  const clock = (nth: number) => () => noon + nth * 1000;
  let again: CanonicalEvent[] = [];
  for (const [nth, step] of happened.entries()) {
    const event = eventOf(step, nth);
    const events = [...again, event];
    const merged: MergedBatch = await merge(events, store, rules, clock(nth));
    for (const id of idsOf(merged)) hadToTell.add(id);
    if (!step.isInterrupted) hear(merged);
    else hear(await merge(events, store, rules, clock(nth)));
    again = step.isSentAgain ? [{ ...event, arrival: `again ${nth}/0` }] : [];
    const at = noon + nth * 1000 + 500;
    if (step.sweep === 'told') await sweep(store, publisher, rules, at);
    if (step.sweep === 'interrupted') await sweep(store, nobody, rules, at).catch(() => undefined);
  }
  const end = noon + happened.length * 1000;
  await sweep(store, publisher, rules, end);
  const { profiles } = await sweep(store, publisher, rules, end);
  for (const { id } of [
    ...(publisher.on('audience-changes') as { id: string }[]),
    ...(publisher.on('profile-changes') as { id: string }[]),
  ])
    heard.add(id);
  return { hadToTell, heard, stillDue: profiles };
}

it('whatever a commit had to tell is heard in the end, and nobody stays due', () =>
  assertLaw(
    fc.asyncProperty(steps, async (happened) => {
      const { hadToTell, heard, stillDue } = await lifeOf(happened);
      expect([...hadToTell].filter((id) => !heard.has(id))).toEqual([]);
      expect(stillDue).toBe(0);
    }),
  ));
