import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { DuckDbWarehouse } from '../../shared/adapters/embedded/duckdb-warehouse.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { anEvent } from '../../test/builders/events.ts';
import { anExporter } from '../../test/builders/exporter.ts';
import { temporaryFolder } from '../../test/builders/temporary-folder.ts';
import { merge } from '../merge/merge.ts';
import { onMessage } from './on-message.ts';
import type { Exporter } from './target.ts';

const rules = compileRules({
  sources: { web: {} },
  audiences: { pro: { path: 'traits.plan', eq: 'pro' }, free: { path: 'traits.plan', eq: 'free' } },
  exports: { audiences: { pro: {}, free: { table: 'free_people', schedule: '0 6 * * *' } } },
});

/** Reads a part of the profiles only after it has failed. */
class FailingStore extends MemoryProfileStore {
  failing = 'none';
  readonly scanned: string[] = [];

  override async *views(options: Parameters<MemoryProfileStore['views']>[0] = {}) {
    this.scanned.push(options.prefix ?? '');
    if (options.prefix === this.failing) throw new Error('unavailable');
    yield* super.views(options);
  }
}

let store: FailingStore;
let exporter: Exporter;
let told: { target: string; rows: number }[];
beforeEach(async () => {
  store = new FailingStore();
  const events = Array.from({ length: 40 }, (_, n) =>
    anEvent({ type: 'identify', userId: `u${n}`, traits: { plan: n % 2 ? 'pro' : 'free' } }),
  );
  await merge(events, store, rules);
  const tables = {
    audience_pro: 'audience_memberships',
    free_people: 'audience_memberships',
  } as const;
  const warehouse = new DuckDbWarehouse({ dir: await temporaryFolder(), tables });
  onTestFinished(() => warehouse.close());
  exporter = anExporter(warehouse, { store, rules });
  told = [];
});

/** Delivers a message. @returns the messages that were published for it. */
async function deliver(content: unknown, id = 'request-1'): Promise<unknown[]> {
  const publisher = new MemoryPublisher();
  const data = Buffer.from(JSON.stringify(content));
  const message = { id, data, attributes: {}, publishTime: '2026-01-05T12:00:00.000Z' };
  await onMessage(message, exporter, publisher, (exported) => told.push(exported));
  return publisher.on('export-requests');
}

const count = async (table: string): Promise<unknown> =>
  (await exporter.warehouse.query(`SELECT count(*) AS n FROM ${table}`))[0]?.['n'];

describe('an export over Pub/Sub', () => {
  it('is split into parts, and the last of them brings it together', async () => {
    const parts = await deliver({ targets: ['profiles'] });
    expect(parts).toHaveLength(16);
    for (const [index, part] of parts.entries()) {
      expect([await count('profiles'), await count('identifiers')]).toEqual([0, 0]);
      await deliver(part, `part-${index}`);
    }
    expect(await count('profiles')).toBe(40);
    expect(await count('identifiers')).toBe(40);
    expect(told).toEqual([{ target: 'profiles', rows: 40 }]);
  });

  it('reads nothing again for a part that failed but that part', async () => {
    store.failing = 'a';
    const parts = await deliver({ targets: ['profiles'] });
    const failed: unknown[] = [];
    for (const part of parts) await deliver(part).catch(() => failed.push(part));
    expect(failed).toHaveLength(1);
    expect(told).toEqual([]);
    store.failing = 'none';
    store.scanned.length = 0;
    for (const part of failed) await deliver(part);
    expect(store.scanned).toEqual(['a']);
    expect(await count('profiles')).toBe(40);
  });

  it('that is delivered twice, each message of it, is one export', async () => {
    const parts = await deliver({ targets: ['profiles_latest'] });
    expect(await deliver({ targets: ['profiles_latest'] })).toEqual(parts);
    for (const part of [...parts, ...parts]) await Promise.all([deliver(part), deliver(part)]);
    expect(await count('profiles_latest')).toBe(40);
    expect(await deliver({ targets: ['profiles_latest'] })).toEqual([]);
    expect(told.every(({ rows }) => rows === 40)).toBe(true);
  });

  it('leaves one that is under way to its end', async () => {
    const parts = await deliver({ targets: ['profiles'] }, 'first');
    expect(await deliver({ targets: ['profiles'] }, 'second')).toEqual([]);
    for (const part of parts) await deliver(part);
    expect(await count('profiles')).toBe(40);
  });

  it('exports an audience with a schedule of its own when it is asked for, and else with the others', async () => {
    const usual = (await deliver({})) as { part: { target: string } }[];
    const targets = new Set(usual.map(({ part }) => part.target));
    expect([...targets].sort()).toEqual([
      'audience_memberships',
      'audience_pro',
      'profiles',
      'profiles_latest',
    ]);
    const own = await deliver({ targets: ['free_people'] }, 'own');
    for (const part of [...usual, ...own]) await deliver(part);
    expect([await count('audience_pro'), await count('free_people')]).toEqual([20, 20]);
    expect(await count('audience_memberships')).toBe(40);
  });

  it('of what there is not says what there is', async () => {
    await expect(deliver({ targets: ['nothing'] })).rejects.toThrow(
      /nothing to export as nothing: use one of profiles, profiles_latest/,
    );
  });
});
