import type { CanonicalEvent } from '../event/event.ts';
import { isJsonObject, type JsonObject, valueAt } from '../json.ts';
import { besideSaid } from './enricher.ts';
import type { LookupConfig } from './enrichment-config.ts';
import { lookupKey } from './lookup-row.ts';
import { setAt } from './set-at.ts';

/** A lookup, ready for events. */
export interface Lookup {
  name: string;
  table: string;
  /** Where the row goes, as a JSON pointer. */
  path: string;
  /** The keys that an event carries. */
  keysOf(event: CanonicalEvent): string[];
  /** The event with the rows that there are. A key without a row adds nothing. */
  addTo(event: CanonicalEvent, rowOf: (key: string) => JsonObject | undefined): CanonicalEvent;
}

/** How many items of a list are looked up; those behind are left as they are. */
const maximalItems = 500;

/** The steps of the two paths. With a list, `key` and `into` start at its items, and an empty `into` is the item itself. */
export interface LookupPaths {
  list: readonly string[] | undefined;
  key: readonly string[];
  into: readonly string[];
}

export function lookup(
  name: string,
  { table = name, into: path, of, fields }: LookupConfig,
  { list, key, into }: LookupPaths,
): Lookup {
  const names = of && new Set(of);
  const concerns = ({ event }: CanonicalEvent): boolean =>
    names === undefined || (event !== undefined && names.has(event));
  const keyIn = (holder: unknown): string | undefined => lookupKey(valueAt(holder, key));
  const put = (holder: Record<string, unknown>, row: JsonObject): Record<string, unknown> => {
    const found = fields === undefined ? row : picked(row, fields);
    if (into.length === 0) return { ...found, ...holder };
    return setAt(holder, into, besideSaid(found, valueAt(holder, into))) ?? holder;
  };
  const itemsOf = (event: CanonicalEvent): unknown[] => {
    const items = list && valueAt(event, list);
    return Array.isArray(items) ? items : [];
  };
  return {
    name,
    table,
    path: `/${path.replace('[]', '').replaceAll('.', '/')}`,
    keysOf(event) {
      if (!concerns(event)) return [];
      const holders = list === undefined ? [event] : itemsOf(event).slice(0, maximalItems);
      return holders.flatMap((holder) => keyIn(holder) ?? []);
    },
    addTo(event, rowOf) {
      const addToHolder = (holder: unknown): unknown => {
        const found = keyIn(holder);
        const row = found === undefined ? undefined : rowOf(found);
        return row === undefined || !isJsonObject(holder) ? holder : put(holder, row);
      };
      if (!concerns(event)) return event;
      if (list === undefined) return addToHolder(event) as CanonicalEvent;
      const items = itemsOf(event);
      const enriched = items.map((item, at) => (at < maximalItems ? addToHolder(item) : item));
      if (enriched.every((item, at) => item === items[at])) return event;
      return (setAt({ ...event }, list, enriched) ?? event) as CanonicalEvent;
    },
  };
}

function picked(row: JsonObject, fields: readonly string[]): JsonObject {
  const found: JsonObject = {};
  for (const field of fields) if (Object.hasOwn(row, field)) found[field] = row[field];
  return found;
}
