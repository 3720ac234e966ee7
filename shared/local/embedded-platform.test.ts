import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTheProcess } from '../../functions/merge/merge-in-transactions.ts';
import { EventLog } from '../adapters/embedded/event-log.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import type { ProfileStore, ProfileWrites } from '../ports/profile-store.ts';
import { publishedItems } from '../runtime/publish-batch.ts';
import { EmbeddedPlatform } from './embedded-platform.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A platform whose store fails once, at the first transaction that writes somebody, before it writes. */
function failingOnce(config: TributaryConfig, isAt: (writes: ProfileWrites) => boolean) {
  const platform = new EmbeddedPlatform({ config, dir });
  const { store } = platform;
  const transact = store.transact.bind(store);
  let failed = 0;
  store.transact = ((work) =>
    transact(async (reader) => {
      const worked = await work(reader);
      if (failed === 0 && isAt(worked.writes)) {
        failed += 1;
        throw new Error('The disk is full.');
      }
      return worked;
    })) as ProfileStore['transact'];
  return { platform, failures: () => failed };
}

const publish = (platform: EmbeddedPlatform, events: readonly unknown[]) =>
  platform.publish([{ data: Buffer.from(JSON.stringify(events)), attributes: { source: 'web' } }]);

const people = Array.from({ length: inTheProcess.people + 60 }, (_, nth) => `u${nth}`);
const hit = (userId: string) => ({
  type: 'track',
  event: 'Hit',
  userId,
  messageId: `of ${userId}`,
});
const writesLast = ({ putProfiles }: ProfileWrites) =>
  putProfiles.some(({ view }) => view.identifiers['user_id']?.includes(people.at(-1) ?? ''));

async function toldOf(topic: 'audience-changes' | 'profile-changes') {
  const told: { id: string; type: string }[] = [];
  for await (const { messages } of new EventLog(dir, Date.now, topic).readAll())
    for (const message of messages)
      told.push(...publishedItems<{ id: string; type: string }>(message));
  return told;
}

it('tells everything that was committed of a round, where one of its transactions fails', async () => {
  const audiences = Array.from({ length: 20 }, (_, nth) => `a${nth}`);
  const { platform, failures } = failingOnce(
    {
      sources: { web: {} },
      traits: { hits: { count: 'Hit' } },
      audiences: Object.fromEntries(
        audiences.map((name) => [name, { path: 'computed.hits', gte: 1 }]),
      ),
    },
    writesLast,
  );
  await publish(platform, people.map(hit));
  await platform.drain();
  await platform.close();
  expect(failures()).toBe(1);
  const entered = new Set((await toldOf('audience-changes')).map(({ id }) => id));
  expect(entered.size).toBe(people.length * audiences.length);
});

it('tells of somebody who lost an identifier, where another transaction of the round fails', async () => {
  const { platform, failures } = failingOnce(
    {
      sources: { web: {} },
      traits: { hits: { count: 'Hit' } },
      audiences: { hit: { path: 'computed.hits', gte: 1 } },
    },
    writesLast,
  );
  const login = (userId: string, second: number) => ({
    type: 'identify',
    userId,
    anonymousId: 'tablet',
    messageId: `login of ${userId}`,
    timestamp: new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString(),
  });
  const visit = { ...hit('nobody'), anonymousId: 'tablet', userId: undefined };
  await publish(platform, [login('owner', 30), { ...visit, timestamp: login('', 31).timestamp }]);
  await platform.drain();
  await publish(platform, [login('earlier', 10), ...people.map(hit)]);
  await platform.drain();
  await platform.close();
  expect(failures()).toBe(1);
  expect((await toldOf('audience-changes')).filter(({ type }) => type === 'exited')).toHaveLength(
    1,
  );
});
