import type { JsonObject } from '../../shared/domain/json.ts';
import type { Place, Rows, Staged, Warehouse } from '../../shared/ports/warehouse.ts';

/** A table with a key and without partitions, in memory: as much of a warehouse as is needed to move the latest profiles on. */
export class LatestTable implements Warehouse {
  readonly #rows = new Map<string, JsonObject>();
  readonly #staged = new Map<string, JsonObject[]>();

  /** The rows by ascending key. */
  rows(): JsonObject[] {
    return [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  async stage(run: string, _place: Place, rows: Rows): Promise<Staged> {
    const kept: JsonObject[] = [];
    for await (const row of rows) kept.push(row);
    this.#staged.set(run, kept);
    return { source: run, rows: kept.length, checksum: run, columns: [] };
  }

  async replace(_place: Place, staged: readonly Staged[]): Promise<void> {
    this.#rows.clear();
    for (const row of this.#read(staged)) this.#rows.set(keyOf(row), row);
  }

  async merge(_run: string, _place: Place, staged: readonly Staged[]): Promise<void> {
    const latest = new Map<string, JsonObject>();
    for (const row of this.#read(staged)) {
      const known = latest.get(keyOf(row));
      if (known === undefined || isBefore(row, known)) latest.set(keyOf(row), row);
    }
    for (const [key, row] of latest) {
      const known = this.#rows.get(key);
      if (known !== undefined && versionOf(known) > versionOf(row)) continue;
      if (row['is_removed'] === true) this.#rows.delete(key);
      else this.#rows.set(key, row);
    }
  }

  async discard(runs: string, except?: string): Promise<void> {
    for (const run of [...this.#staged.keys()]) {
      if (run.startsWith(runs) && (except === undefined || !run.startsWith(except)))
        this.#staged.delete(run);
    }
  }

  replacePartition(): Promise<number> {
    throw new Error('The table has no partitions.');
  }

  query(): Promise<JsonObject[]> {
    throw new Error('The table has no queries: read its rows.');
  }

  async close(): Promise<void> {}

  #read(staged: readonly Staged[]): JsonObject[] {
    return staged.flatMap(({ source }) => {
      const rows = this.#staged.get(source);
      if (rows === undefined) throw new Error(`${source} is not staged.`);
      return rows;
    });
  }
}

const keyOf = (row: JsonObject): string => String(row['profile_id']);
const versionOf = (row: JsonObject): number => Number(row['version']);

/** The latest first; of the same version, what is there goes before what is removed. */
const isBefore = (row: JsonObject, known: JsonObject): boolean =>
  versionOf(row) > versionOf(known) ||
  (versionOf(row) === versionOf(known) && known['is_removed'] === true);
