import { shortDigest } from '../../shared/domain/digest.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import { expandMessage } from '../../shared/domain/event/expand-message.ts';
import { validateArrival } from '../../shared/domain/event/validate-arrival.ts';
import type { Json, JsonObject } from '../../shared/domain/json.ts';
import { maskEvent, maskProfile } from '../../shared/domain/plan/mask.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';
import type { Rules } from '../../shared/runtime/rules.ts';

/** Puts every profile, as it is, into the partition of a day (`YYYY-MM-DD`). Twice gives the same. @returns the rows. */
export const exportSnapshot = (
  store: ProfileStore,
  warehouse: Warehouse,
  day: string,
  rules: Rules,
): Promise<number> => warehouse.replacePartition('profiles', day, profileRows(store, day, rules));

/** The rows of a snapshot, by ascending profile id. */
export async function* profileRows(
  store: ProfileStore,
  day: string,
  rules: Rules,
): AsyncGenerator<JsonObject> {
  for await (const { view } of store.scan()) yield profileRow(maskProfile(view, rules), day);
}

/**
 * The snapshot as it goes into files: one profile a row, by ascending profile id. What the rules' schemas mask is masked; without rules it is as
 * readers of profiles see it, which is not for export.
 */
export async function* snapshotLines(
  store: ProfileStore,
  rules?: Rules,
): AsyncGenerator<JsonObject> {
  for await (const { view } of store.scan()) {
    yield { ...(rules === undefined ? view : maskProfile(view, rules)) };
  }
}

/** A profile in the columns of `schemas/warehouse/profiles.json`. */
const profileRow = (view: ProfileView, day: string): JsonObject => ({
  snapshot_date: day,
  profile_id: view.profileId,
  identifiers: view.identifiers,
  traits: view.traits ?? null,
  computed: view.computed ?? null,
  audiences: view.audiences ?? [],
  groups: view.groups ?? [],
  consent: view.consent ?? null,
  first_seen_at: view.firstSeenAt,
  last_seen_at: view.lastSeenAt,
  events: view.events,
});

/** What the function `enrich` does. */
type Enrich = (events: readonly CanonicalEvent[]) => Promise<CanonicalEvent[]>;

/** Puts every valid event of an archive, once, into the partitions of the days of receipt. @returns the rows by day. */
export async function exportEvents(
  archive: () => AsyncIterable<Message>,
  warehouse: Warehouse,
  rules: Rules,
  enrich: Enrich,
): Promise<Map<string, number>> {
  const days = new Set<string>();
  for await (const message of archive()) days.add(dayOf(message));
  const known = new Set<string>();
  const rows = new Map<string, number>();
  for (const day of [...days].sort()) {
    const ofDay = eventRows(archive(), day, known, rules, enrich);
    rows.set(day, await warehouse.replacePartition('events', day, ofDay));
  }
  return rows;
}

/** The day of receipt, of the message's attribute or else of its publication. */
const dayOf = ({ attributes, publishTime }: Message): string =>
  (attributes['receivedAt'] ?? publishTime).slice(0, 10);

/** Validation and enrichment follow from the event and the data they know, so the archive gives again the events that the profiles were made of. */
async function* eventRows(
  archive: AsyncIterable<Message>,
  day: string,
  known: Set<string>,
  rules: Rules,
  enrich: Enrich,
): AsyncGenerator<JsonObject> {
  for await (const message of archive) {
    if (dayOf(message) !== day) continue;
    const events: CanonicalEvent[] = [];
    for (const arrival of expandMessage(message, rules.sources)) {
      const judged = validateArrival(arrival, rules);
      if ('quarantined' in judged) continue;
      const key = shortDigest(`${judged.event.source}\n${judged.event.messageId}`);
      if (known.has(key)) continue;
      known.add(key);
      events.push(judged.event);
    }
    for (const event of await enrich(events)) yield eventRow(maskEvent(event, rules.plan), day);
  }
}

const eventRow = (event: CanonicalEvent, day: string): JsonObject => ({
  received_date: day,
  source: event.source,
  message_id: event.messageId,
  type: event.type,
  event: event.event ?? null,
  user_id: event.userId ?? null,
  anonymous_id: event.anonymousId ?? null,
  timestamp: event.timestamp,
  received_at: event.receivedAt,
  traits: (event.traits as JsonObject | undefined) ?? null,
  properties: (event.properties as JsonObject | undefined) ?? null,
  context: (event.context as JsonObject | undefined) ?? null,
  flags: (event.flags as Json[] | undefined) ?? null,
});
