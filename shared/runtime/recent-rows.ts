import { problemOfRow } from '../domain/enrichment/lookup-row.ts';
import type { JsonObject } from '../domain/json.ts';
import { RecentCache } from '../domain/recent-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { RowReader } from '../ports/lookup-store.ts';

export interface RecentRowsOptions {
  clock?: Clock;
  /** How many rows are held, of all tables together; also that a key has none. */
  capacity?: number;
  /** How long what was read counts, milliseconds: a table that changes is seen to have changed after that. */
  freshMs?: number;
  /** How long events wait for rows, milliseconds. */
  patienceMs?: number;
}

interface Held {
  row: JsonObject | undefined;
  readAt: number;
}

/** Remembers rows that were read, up to a number and for a time. What is not there is read at once for all keys of a batch. */
export class RecentRows implements RowReader {
  readonly #reader: RowReader;
  readonly #clock: Clock;
  readonly #freshMs: number;
  readonly #patienceMs: number;
  readonly #held: RecentCache<Held>;

  constructor(
    reader: RowReader,
    {
      clock = Date.now,
      capacity = 20_000,
      freshMs = 60_000,
      patienceMs = 10_000,
    }: RecentRowsOptions = {},
  ) {
    this.#reader = reader;
    this.#clock = clock;
    this.#freshMs = freshMs;
    this.#patienceMs = patienceMs;
    this.#held = new RecentCache(capacity);
  }

  /** How many rows are held. */
  get size(): number {
    return this.#held.size;
  }

  /** @throws where the rows can't be read in time, or one is more than an event can carry. */
  async rows(table: string, keys: readonly string[]): Promise<(JsonObject | undefined)[]> {
    const now = this.#clock();
    const found = new Map<string, JsonObject | undefined>();
    const missing = new Set<string>();
    for (const key of keys) {
      const held = this.#held.get(placeOf(table, key));
      if (held !== undefined && now - held.readAt < this.#freshMs) found.set(key, held.row);
      else missing.add(key);
    }
    if (missing.size > 0) {
      const asked = [...missing];
      const rows = await inTime(this.#reader.rows(table, asked), this.#patienceMs);
      for (const [index, key] of asked.entries()) {
        const row = checked(rows[index], key);
        found.set(key, row);
        this.#held.set(placeOf(table, key), { row, readAt: now });
      }
    }
    return keys.map((key) => found.get(key));
  }
}

const placeOf = (table: string, key: string): string => `${table}\n${key}`;

/** Programs other than ours may have written it. */
function checked(row: JsonObject | undefined, key: string): JsonObject | undefined {
  const problem = row && problemOfRow(row);
  if (problem !== undefined) throw new Error(`${problem}: that of the key ${key}.`);
  return row;
}

/** A store that is away is asked again for minutes by its client, and meanwhile every event would wait. */
function inTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The rows could not be read within ${milliseconds} ms.`)),
      milliseconds,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
