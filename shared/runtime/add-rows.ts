import { failure, withFlags } from '../domain/enrichment/flags.ts';
import type { Lookup } from '../domain/enrichment/lookup.ts';
import type { CanonicalEvent } from '../domain/event/event.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RowReader } from '../ports/lookup-store.ts';

/** What was read of a table for a batch of events. */
type Read = { rows: ReadonlyMap<string, JsonObject | undefined> } | { error: unknown };

/** Puts rows of lookup tables into events, with one read of each table for all of them. A table that can't be read flags the events that asked for it. */
export async function addRows(
  events: readonly CanonicalEvent[],
  lookups: readonly Lookup[],
  reader: RowReader,
): Promise<CanonicalEvent[]> {
  const tables = await readTables(events, lookups, reader);
  return events.map((event) =>
    lookups.reduce((enriched, lookup) => {
      const read = tables.get(lookup.table);
      if (read === undefined) return enriched;
      if ('rows' in read) return lookup.addTo(enriched, (key) => read.rows.get(key));
      if (lookup.keysOf(event).length === 0) return enriched;
      return withFlags(enriched, [failure(`lookup ${lookup.name}`, lookup.path, read.error)]);
    }, event),
  );
}

async function readTables(
  events: readonly CanonicalEvent[],
  lookups: readonly Lookup[],
  reader: RowReader,
): Promise<Map<string, Read>> {
  const keysOf = new Map<string, Set<string>>();
  for (const lookup of lookups) {
    const keys = keysOf.get(lookup.table) ?? new Set<string>();
    for (const event of events) for (const key of lookup.keysOf(event)) keys.add(key);
    if (keys.size > 0) keysOf.set(lookup.table, keys);
  }
  const read = [...keysOf].map(async ([table, keys]): Promise<[string, Read]> => {
    try {
      const asked = [...keys];
      const rows = await reader.rows(table, asked);
      return [table, { rows: new Map(asked.map((key, index) => [key, rows[index]])) }];
    } catch (error) {
      return [table, { error }];
    }
  });
  return new Map(await Promise.all(read));
}
