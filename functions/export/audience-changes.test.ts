import { afterEach, beforeEach, expect, test } from 'vitest';
import { DuckDbWarehouse } from '../../shared/adapters/embedded/duckdb-warehouse.ts';
import { MemoryDeliveryStore } from '../../shared/adapters/memory/delivery-store.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { aDestination, aWarehouse, told } from '../../test/builders/deliveries.ts';
import { anExporter } from '../../test/builders/exporter.ts';
import { temporaryFolder } from '../../test/builders/temporary-folder.ts';
import { aTransition } from '../../test/builders/transitions.ts';
import { audienceChangesTarget } from './audience-changes.ts';
import { exportHere } from './export.ts';
import { exportTargets } from './targets.ts';

const noon = Date.parse('2026-01-05T12:00:00.000Z');
const day = 86_400_000;
const lake = aWarehouse('lake');
const rules = compileRules({ sources: { web: {} } });
const destinations = { lake, crm: aDestination('crm') };

let store: MemoryDeliveryStore;
let warehouse: DuckDbWarehouse;
beforeEach(async () => {
  store = new MemoryDeliveryStore();
  warehouse = new DuckDbWarehouse({ dir: await temporaryFolder() });
});
afterEach(() => warehouse.close());

const withheld = { kind: 'withheld', state: 'no-consent', reason: '' } as const;

/** Exports at a time. @returns the rows by day. */
async function exportAt(at: number) {
  const exporter = anExporter(warehouse, { deliveries: store, rules: { ...rules, destinations } });
  return (await exportHere(exporter, audienceChangesTarget, { id: `${at}`, at }))?.parts;
}

const rows = () =>
  warehouse.query(
    'SELECT accepted_date, destination, delivery_id, type, audience FROM audience_changes ORDER BY accepted_date, delivery_id',
  );

test('what was delivered to the warehouse is in its table, by day, and twice is the same', async () => {
  const [old, ana, bo] = [
    await told(store, aTransition('old'), lake, noon - 2 * day),
    await told(store, aTransition('ana'), lake, noon),
    await told(store, aTransition('bo'), lake, noon),
  ];
  await told(store, aTransition('without-consent'), lake, noon, withheld);
  await told(store, aTransition('elsewhere'), destinations.crm, noon);
  expect(await exportAt(noon)).toEqual({
    '2026-01-02': 0,
    '2026-01-03': 1,
    '2026-01-04': 0,
    '2026-01-05': 2,
  });
  const row = { destination: 'lake', type: 'audience.entered', audience: 'vip' };
  const expected = [
    { ...row, accepted_date: '2026-01-03', delivery_id: old.id },
    ...[ana.id, bo.id].sort().map((delivery_id) => {
      return { ...row, accepted_date: '2026-01-05', delivery_id };
    }),
  ];
  expect(await rows()).toEqual(expected);
  // A day later, what the partitions of the last days hold stays, and what came late is added.
  const late = await told(store, aTransition('late'), lake, noon + 1);
  await exportAt(noon + day);
  expect((await rows()).map((found) => found['delivery_id']).sort()).toEqual(
    [old.id, ana.id, bo.id, late.id].sort(),
  );
});

test('without a destination in the warehouse it is no part of the exports', () => {
  const { crm } = destinations;
  const names = (configured: typeof destinations | { crm: typeof crm }) =>
    exportTargets({ ...rules, destinations: configured }).map(({ name }) => name);
  expect(names(destinations)).toContain('audience_changes');
  expect(names({ crm })).not.toContain('audience_changes');
});
