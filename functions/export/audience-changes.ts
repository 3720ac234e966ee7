import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { type ExportTarget, lastDays, startOf } from './target.ts';

const dayMs = 86_400_000;

/** What is taken today may be delivered tomorrow, where a destination's retries held it up: the partitions of the last days are made again. */
const daysBack = 4;

/** The destinations that are in the warehouse. */
export const warehouseDestinations = ({ destinations }: Pick<Rules, 'destinations'>): string[] =>
  Object.values(destinations)
    .filter(({ target }) => target.kind === 'warehouse')
    .map(({ name }) => name);

/** What was delivered to destinations in the warehouse, by the day on which activation took it. */
export const audienceChangesTarget: ExportTarget = {
  name: 'audience_changes',
  position: async (_exporter, at) => at,
  parts: async (_exporter, { at }) => lastDays(at, daysBack),
  async part({ deliveries, warehouse, rules }, _run, day) {
    const rows = changeRows(deliveries, warehouseDestinations(rules), day);
    return { rows: await warehouse.replacePartition('audience_changes', day, rows) };
  },
  finish: async () => {},
};

async function* changeRows(
  deliveries: DeliveryStore,
  destinations: readonly string[],
  day: string,
): AsyncGenerator<JsonObject> {
  const since = startOf(day);
  for (const destination of destinations) {
    const filter = { since, before: since + dayMs, destination, state: 'delivered' } as const;
    for await (const delivery of deliveries.list(filter)) yield changeRow(delivery, day);
  }
}

const changeRow = ({ id, destination, subject }: Delivery, date: string): JsonObject => ({
  accepted_date: date,
  destination,
  delivery_id: id,
  type: subject.type,
  audience: subject.audience ?? null,
  profile_id: subject.profileId,
  version: subject.version === Number.MAX_SAFE_INTEGER ? null : subject.version,
  at: subject.at,
  reason: subject.reason ?? null,
  merged_into: subject.mergedInto ?? null,
});
