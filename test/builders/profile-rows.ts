import type { JsonObject } from '../../shared/domain/json.ts';

/** A row of `profiles`, without its partition column. */
export const profileRow = (id: string, columns: JsonObject = {}): JsonObject => ({
  profile_id: id,
  groups: [],
  first_seen_at: '2026-01-01T00:00:00.000Z',
  last_seen_at: '2026-01-02T03:04:05.678Z',
  events: 1,
  ...columns,
});

/** Rows, and then a failure of where they come from. */
export async function* failingAfter(rows: Iterable<JsonObject>): AsyncGenerator<JsonObject> {
  yield* rows;
  throw new Error('the profile store went away');
}
