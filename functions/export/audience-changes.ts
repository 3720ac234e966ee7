import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import type { Destinations } from '../../shared/domain/activation/destination.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';

const dayMs = 86_400_000;

/** What is taken today may be delivered tomorrow, where a destination's retries held it up: the partitions of the last days are made again. */
const daysBack = 4;

/**
 * Puts what was delivered to destinations in the warehouse into the table `audience_changes`, by the day on which activation took it. The
 * partitions of some days are replaced as a whole, so that a second run changes nothing. @returns the rows by day.
 */
export async function exportAudienceChanges(
  deliveries: DeliveryStore,
  destinations: Destinations,
  warehouse: Warehouse,
  now: number,
): Promise<Map<string, number>> {
  const rows = new Map<string, number>();
  const names = Object.values(destinations)
    .filter(({ target }) => target.kind === 'warehouse')
    .map(({ name }) => name);
  if (names.length === 0) return rows;
  const today = now - (now % dayMs);
  for (let day = today - (daysBack - 1) * dayMs; day <= today; day += dayMs) {
    const date = new Date(day).toISOString().slice(0, 10);
    const ofDay = changeRows(deliveries, names, day, date);
    rows.set(date, await warehouse.replacePartition('audience_changes', date, ofDay));
  }
  return rows;
}

async function* changeRows(
  deliveries: DeliveryStore,
  destinations: readonly string[],
  day: number,
  date: string,
): AsyncGenerator<JsonObject> {
  for (const destination of destinations) {
    const filter = { since: day, before: day + dayMs, destination, state: 'delivered' } as const;
    for await (const delivery of deliveries.list(filter)) yield changeRow(delivery, date);
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
