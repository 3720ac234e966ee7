import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportHere } from '../../functions/export/export.ts';
import type { Exporter, ExportTarget } from '../../functions/export/target.ts';
import { exportTargets } from '../../functions/export/targets.ts';
import { merge } from '../../functions/merge/merge.ts';
import { warehouseTables } from '../../schemas/warehouse/tables.ts';
import { BigQueryWarehouse } from '../../shared/adapters/bigquery/bigquery-warehouse.ts';
import { DuckDbWarehouse } from '../../shared/adapters/embedded/duckdb-warehouse.ts';
import { MemoryDeliveryStore } from '../../shared/adapters/memory/delivery-store.ts';
import { MemoryExportStore } from '../../shared/adapters/memory/export-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { aWarehouse, told } from '../builders/deliveries.ts';
import { anEvent } from '../builders/events.ts';
import { anExporter, MemoryArchive } from '../builders/exporter.ts';
import { LocalGoogleCloud } from '../builders/local-google-cloud.ts';
import { Life, mortal } from '../builders/mortal.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const dayMs = 86_400_000;
const at = Date.parse('2026-01-05T12:00:00.000Z');
const rules = compileRules({
  sources: { web: {} },
  traits: { orders: { count: 'Order Completed' } },
  audiences: {
    vip: { path: 'traits.plan', eq: 'pro' },
    buyers: { path: 'computed.orders', gte: 1 },
  },
  destinations: { lake: { warehouse: true, audiences: ['vip'] } },
  exports: { audiences: { buyers: {} } },
});

/** A shop before and after a day on which two visitors turned out to be one, and a trait changed its type. */
class Shop {
  readonly store = new MemoryProfileStore();
  readonly archive = new MemoryArchive();
  readonly deliveries = new MemoryDeliveryStore();
  #days = 0;

  /** What its exports read. */
  get parts(): Partial<Exporter> {
    const { store, archive, deliveries } = this;
    return { store, archive, deliveries, rules };
  }

  async day(...events: Parameters<typeof anEvent>[0][]): Promise<void> {
    this.#days += 1;
    const now = at - (3 - this.#days) * dayMs;
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
    if (transitions.length === 0) return;
    this.archive.keep('audience-changes', transitions, receivedAt);
    for (const transition of transitions.filter(({ audience }) => audience === 'vip'))
      await told(this.deliveries, transition, aWarehouse('lake'), now);
  }

  async digits(): Promise<Set<string>> {
    const digits = new Set<string>();
    for await (const { profileId } of this.store.views()) digits.add(profileId.charAt(0));
    return digits;
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

/** All rows of tables, in an order of their own. */
async function rowsOf(
  warehouse: Warehouse,
  tables: readonly string[],
): Promise<Record<string, JsonObject[]>> {
  const all: Record<string, JsonObject[]> = {};
  for (const table of tables) {
    const rows = await warehouse.query(`SELECT * FROM ${table}`);
    all[table] = rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return all;
}

/** The tables that something is in. */
async function filledIn(warehouse: Warehouse): Promise<string[]> {
  const filled: string[] = [];
  for (const table of [...warehouseTables.map(({ name }) => name), 'audience_buyers']) {
    // BigQuery has none before the first export into it.
    const rows = await warehouse.query(`SELECT * FROM ${table}`).catch(() => []);
    if (rows.length > 0) filled.push(table);
  }
  return filled;
}

/** Rows that are among those of a table after the second day. */
const among: Readonly<Record<string, unknown[]>> = {
  profiles_latest: [
    expect.objectContaining({ trait_age__number: 42, trait_city: 'Lyon', trait_plan: 'pro' }),
  ],
  identifiers: ['anonymous_id phone', 'user_id ana', 'user_id bo', 'user_id cy'].map((text) => {
    const [kind, value] = text.split(' ');
    return expect.objectContaining({ kind, value });
  }),
};

/** A warehouse with the first day in it. */
interface Begun {
  warehouse: Warehouse;
  exports: MemoryExportStore;
  /** What it has for an exporter whose process may die. */
  mortal(exporter: Exporter, life: Life): Exporter;
  close(): Promise<void>;
}

/**
 * Exports the second day of a target, once for every step that there is, in a process that dies before that step; goes on in another process; and
 * compares the tables that it fills with those of an export that nothing happened to. To die after a step is to die before the next.
 */
async function killAtEveryStep(
  target: ExportTarget,
  shop: Shop,
  begin: () => Promise<Begun>,
): Promise<void> {
  const run = async ({ warehouse, exports, mortal: as }: Begun, life: Life) => {
    const exporter = anExporter(warehouse, { ...shop.parts, exports });
    await exportHere(as(exporter, life), target, { id: 'second', at });
  };
  const unharmed = await begin();
  const life = new Life();
  await run(unharmed, life);
  const steps = [...life.steps];
  const tables = await filledIn(unharmed.warehouse);
  expect(tables).toContain(target.name);
  const expected = await rowsOf(unharmed.warehouse, tables);
  for (const table of tables)
    expect(expected[table]).toEqual(expect.arrayContaining(among[table] ?? []));
  const again = anExporter(unharmed.warehouse, { ...shop.parts, exports: unharmed.exports });
  await exportHere(again, target, { id: 'from-the-beginning', at, all: true });
  // What changed is all that there was to move on.
  expect(await rowsOf(unharmed.warehouse, tables)).toEqual(expected);
  await unharmed.close();
  for (const [diesAt, step] of steps.entries()) {
    const begun = await begin();
    await expect(run(begun, new Life(diesAt))).rejects.toThrow();
    await run(begun, new Life());
    const rows = await rowsOf(begun.warehouse, tables);
    expect({ diesAt, step, ...rows }).toEqual({ diesAt, step, ...expected });
    await begun.close();
  }
}

/** A target whose parts go by the first digit of profile ids, with those digits alone that there are, and one more: as in that, nothing is in the others. */
const withoutEmptyParts = (target: ExportTarget, digits: ReadonlySet<string>): ExportTarget => ({
  ...target,
  async parts(exporter, span) {
    const parts = await target.parts(exporter, span);
    const isEmpty = (part: string) => part.length === 1 && !digits.has(part);
    const [kept] = parts.filter(isEmpty);
    return parts.filter((part) => !isEmpty(part) || part === kept);
  },
});

const targets = exportTargets(rules).map((target) => [target.name, target] as const);

describe('an export that is killed at any step and run again gives the same tables', () => {
  it.each(targets)(
    'in the local warehouse: %s',
    async (_, target) => {
      const options = { tables: { audience_buyers: 'audience_memberships' } } as const;
      const shop = new Shop();
      await shop.firstDay();
      const known = new MemoryExportStore();
      const baseline = await temporaryFolder();
      const first = new DuckDbWarehouse({ dir: baseline, ...options });
      const exporter = anExporter(first, { ...shop.parts, exports: known });
      await exportHere(exporter, target, { id: 'first', at: at - dayMs });
      await first.close();
      await shop.secondDay();
      const folder = await temporaryFolder();
      let copies = 0;
      await killAtEveryStep(withoutEmptyParts(target, await shop.digits()), shop, async () => {
        copies += 1;
        const dir = join(folder, `${copies}`);
        await cp(baseline, dir, { recursive: true });
        const warehouse = new DuckDbWarehouse({ dir, ...options });
        return {
          warehouse,
          exports: known.copy(),
          mortal: (exporter, life) =>
            mortal(exporter, life, ['store', 'archive', 'deliveries', 'warehouse', 'exports']),
          close: () => warehouse.close(),
        };
      });
    },
    240_000,
  );

  it.each(targets)(
    'in BigQuery, where every request is a step: %s',
    async (_, target) => {
      const dataset = 'analytics';
      const place = { projectId: 'shop', dataset, bucket: 'shop-exports', location: 'EU' };
      const before = new Shop();
      await before.firstDay();
      const shop = new Shop();
      await shop.firstDay();
      await shop.secondDay();
      await killAtEveryStep(withoutEmptyParts(target, await shop.digits()), shop, async () => {
        const cloud = await LocalGoogleCloud.start(place);
        const endpoints = { apiEndpoint: cloud.origin, storageEndpoint: cloud.origin };
        const warehouse = new BigQueryWarehouse({ ...place, ...endpoints });
        const exports = new MemoryExportStore();
        const exporter = anExporter(warehouse, { ...before.parts, exports });
        await exportHere(exporter, target, { id: 'first', at: at - dayMs });
        return {
          warehouse,
          exports,
          mortal: (exporter, life) => {
            cloud.onRequest = life.step;
            return mortal(exporter, life, ['store', 'archive', 'deliveries', 'exports']);
          },
          close: () => cloud.stop(),
        };
      });
    },
    240_000,
  );
});
