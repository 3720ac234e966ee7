import { cp } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportHere } from '../../functions/export/export.ts';
import type { Exporter } from '../../functions/export/target.ts';
import { exportTargets } from '../../functions/export/targets.ts';
import { merge } from '../../functions/merge/merge.ts';
import { warehouseTables } from '../../schemas/warehouse/tables.ts';
import { BigQueryWarehouse } from '../../shared/adapters/bigquery/bigquery-warehouse.ts';
import { DuckDbWarehouse } from '../../shared/adapters/embedded/duckdb-warehouse.ts';
import { MemoryExportStore } from '../../shared/adapters/memory/export-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { anEvent } from '../builders/events.ts';
import { anExporter, MemoryArchive } from '../builders/exporter.ts';
import { LocalGoogleCloud } from '../builders/local-google-cloud.ts';
import { type Death, Killed, mortal, type Step } from '../builders/mortal.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const at = Date.parse('2026-01-05T12:00:00.000Z');
const rules = compileRules({
  sources: { web: {} },
  traits: { orders: { count: 'Order Completed' } },
  audiences: {
    vip: { path: 'traits.plan', eq: 'pro' },
    buyers: { path: 'computed.orders', gte: 1 },
  },
  exports: { audiences: { buyers: {} } },
});

/** A shop before and after a day on which two visitors turned out to be one, and a trait changed its type. */
class Shop {
  readonly store = new MemoryProfileStore();
  readonly archive = new MemoryArchive();
  #days = 0;

  async day(...events: Parameters<typeof anEvent>[0][]): Promise<void> {
    this.#days += 1;
    const now = at - (3 - this.#days) * 86_400_000;
    const receivedAt = new Date(now).toISOString();
    const made = events.map((event, index) => {
      const known = { messageId: `${this.#days}-${index}`, receivedAt, timestamp: receivedAt };
      const { userId: _, ...anonymous } = anEvent({
        ...known,
        arrival: `${known.messageId}/0`,
        ...event,
      });
      return event.userId === undefined ? anonymous : { ...anonymous, userId: event.userId };
    });
    const { outcomes, transitions } = await merge(made, this.store, rules, () => now);
    for (const event of made) this.archive.keep('events', event, receivedAt);
    this.archive.keep('outcomes', outcomes, receivedAt);
    if (transitions.length > 0) this.archive.keep('audience-changes', transitions, receivedAt);
  }

  firstDay = () =>
    this.day(
      { type: 'identify', userId: 'ana', traits: { plan: 'pro', age: '41' } },
      { type: 'identify', anonymousId: 'phone', traits: { city: 'Lyon' } },
      { type: 'track', userId: 'bo', event: 'Order Completed' },
    );

  secondDay = () =>
    this.day(
      { type: 'identify', userId: 'ana', anonymousId: 'phone', traits: { age: 42 } },
      { type: 'identify', userId: 'cy', traits: { plan: 'pro', paid: true } },
      { type: 'track', userId: 'ana', event: 'Order Completed' },
    );
}

async function exportAll(exporter: Exporter, id: string, moment: number, all = false) {
  for (const target of exportTargets(rules)) {
    await exportHere(exporter, target, { id, at: moment, all });
  }
}

/** All rows of all tables, in an order of their own. */
async function tablesOf(warehouse: Warehouse): Promise<Record<string, JsonObject[]>> {
  const tables: Record<string, JsonObject[]> = {};
  for (const name of [...warehouseTables.map((table) => table.name), 'audience_buyers']) {
    if (name === 'audience_changes') continue;
    const rows = await warehouse.query(`SELECT * FROM ${name}`);
    tables[name] = rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return tables;
}

const changes = /\.(stage|replace|merge|discard|replacePartition|update)$/;

/** Of the calls of one kind, the first and the last, before their work; and after it, where it changes anything. */
function deathsIn(steps: readonly Step[]): Death[] {
  const chosen = new Map<number, string>();
  for (const name of new Set(steps.map((step) => step.name))) {
    const alike = steps.filter((step) => step.name === name).map(({ index }) => index);
    for (const index of [alike.at(0), alike.at(-1)])
      if (index !== undefined) chosen.set(index, name);
  }
  return [...chosen].flatMap(([index, name]): Death[] => [
    { at: index, when: 'before' },
    ...(changes.test(name) ? [{ at: index, when: 'after' } as const] : []),
  ]);
}

/**
 * Exports the second day with deaths on the way, and compares the tables with those of an export that nothing happened to. @param begin a warehouse with
 * the first day in it.
 */
async function killAtEveryStep(
  shop: Shop,
  known: MemoryExportStore,
  begin: () => Promise<Warehouse>,
): Promise<void> {
  const run = async (
    warehouse: Warehouse,
    exports: MemoryExportStore,
    wrap: (e: Exporter) => Exporter,
  ) => {
    const { store, archive } = shop;
    await exportAll(wrap(anExporter(warehouse, { store, archive, exports, rules })), 'second', at);
  };
  const steps: Step[] = [];
  const unharmed = await begin();
  await run(unharmed, known.copy(), (exporter) =>
    mortal(exporter, undefined, (step) => steps.push(step)),
  );
  const expected = await tablesOf(unharmed);
  expect(expected['profiles_latest']).toHaveLength(3);
  expect(expected['profiles_latest']).toContainEqual(
    expect.objectContaining({ trait_age__number: 42, trait_city: 'Lyon', trait_plan: 'pro' }),
  );
  // The phone was somebody of its own in the snapshot before.
  expect(expected['identifiers']?.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
    'anonymous_id phone',
    'user_id ana',
    'user_id bo',
    'user_id cy',
  ]);
  const { store, archive } = shop;
  const again = anExporter(unharmed, { store, archive, exports: known.copy(), rules });
  await exportAll(again, 'from-the-beginning', at, true);
  // What changed is all that there was to move on.
  expect(await tablesOf(unharmed)).toEqual(expected);
  for (const death of deathsIn(steps)) {
    const [warehouse, exports] = [await begin(), known.copy()];
    const dying = run(warehouse, exports, (exporter) => mortal(exporter, death));
    await expect(dying.catch((error: unknown) => error)).resolves.toSatisfy(
      (error) => error === undefined || error instanceof Killed,
    );
    await run(warehouse, exports, (exporter) => exporter);
    expect({ death, ...(await tablesOf(warehouse)) }).toEqual({ death, ...expected });
    await warehouse.close();
  }
}

describe('an export that is killed at a step and run again gives the same tables', () => {
  it('in the local warehouse', async () => {
    const shop = new Shop();
    await shop.firstDay();
    const known = new MemoryExportStore();
    const baseline = await temporaryFolder();
    const first = new DuckDbWarehouse({
      dir: baseline,
      tables: { audience_buyers: 'audience_memberships' },
    });
    onTestFinished(() => first.close());
    const { store, archive } = shop;
    await exportAll(
      anExporter(first, { store, archive, exports: known, rules }),
      'first',
      at - 86_400_000,
    );
    await shop.secondDay();
    await killAtEveryStep(shop, known, async () => {
      const dir = await temporaryFolder();
      await cp(baseline, dir, { recursive: true });
      return new DuckDbWarehouse({ dir, tables: { audience_buyers: 'audience_memberships' } });
    });
  }, 240_000);

  it('in BigQuery', async () => {
    const place = {
      projectId: 'shop',
      dataset: 'analytics',
      bucket: 'shop-exports',
      location: 'EU',
    };
    const before = new Shop();
    await before.firstDay();
    const shop = new Shop();
    await shop.firstDay();
    await shop.secondDay();
    const known = new MemoryExportStore();
    const begin = async (exports = new MemoryExportStore()) => {
      const cloud = await LocalGoogleCloud.start(place);
      onTestFinished(() => cloud.stop());
      const endpoints = { apiEndpoint: cloud.origin, storageEndpoint: cloud.origin };
      const warehouse = new BigQueryWarehouse({ ...place, ...endpoints });
      const { store, archive } = before;
      await exportAll(
        anExporter(warehouse, { store, archive, exports, rules }),
        'first',
        at - 86_400_000,
      );
      return warehouse;
    };
    await begin(known);
    await killAtEveryStep(shop, known, () => begin());
  }, 240_000);
});
