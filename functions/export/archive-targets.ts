import type { Transition } from '../../shared/domain/audience/transition.ts';
import { shortDigest } from '../../shared/domain/digest.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import { seenKey } from '../../shared/domain/profile/seen.ts';
import type { ArchivedTopic } from '../../shared/ports/archive.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { WarehouseTable } from '../../shared/ports/warehouse.ts';
import { publishedItems } from '../../shared/runtime/publish-batch.ts';
import { eventRow, eventsOf, outcomeRow, transitionRow } from './archive-rows.ts';
import { dayOf, type Exporter, type ExportTarget, startOf } from './target.ts';

/** A message may be a little older in the archive than what it tells: clocks differ. Milliseconds. */
const skewMs = 3_600_000;

/** How far an export reaches back behind its moment: what is accepted is in the archive after some minutes. */
const overlapMs = 900_000;

const horizonMs = 7 * 86_400_000;

/** The parts are the days that something new was told of; each is replaced as a whole, so there is nothing to bring together. */
const byDay = (
  table: WarehouseTable,
  topic: ArchivedTopic,
  daysOf: (message: Message) => Iterable<string>,
  rows: (exporter: Exporter, day: string) => AsyncIterable<JsonObject>,
): ExportTarget => ({
  name: table,
  position: async (_exporter, at) => at - overlapMs,
  async parts({ archive }, { since }) {
    const days = new Set<string>();
    for await (const message of archive.messages(topic, since)) {
      for (const day of daysOf(message)) days.add(day);
    }
    return [...days].sort();
  },
  part: async (exporter, _run, day) => ({
    rows: await exporter.warehouse.replacePartition(table, day, rows(exporter, day)),
  }),
  finish: async () => {},
});

/** The day of receipt, of the message's attribute or else of its publication. */
const receivedOn = ({ attributes, publishTime }: Message): string =>
  (attributes['receivedAt'] ?? publishTime).slice(0, 10);

/** Every valid event once, by the day of receipt. */
export const eventsTarget = byDay(
  'events',
  'events',
  (message) => [receivedOn(message)],
  dayEvents,
);

/** An event counts as one for seven days of arrivals, as it does for profiles: what came before on one of those days does not come again. */
async function* dayEvents(
  { archive, rules, enrich }: Exporter,
  day: string,
): AsyncGenerator<JsonObject> {
  const since = startOf(day) - horizonMs;
  const earliest = dayOf(since);
  const known = new Set<string>();
  for await (const message of archive.messages('events', since - skewMs)) {
    const received = receivedOn(message);
    if (received < earliest || received >= day) continue;
    for (const event of eventsOf(message, rules)) known.add(seenKey(event));
  }
  for await (const message of archive.messages('events', startOf(day) - skewMs)) {
    if (receivedOn(message) !== day) continue;
    const events = eventsOf(message, rules).filter((event) => isNew(known, seenKey(event)));
    for (const event of await enrich(events)) yield eventRow(event, day, rules);
  }
}

/** What is told on a topic, as rows. */
interface Told<Item> {
  /** ISO 8601: the day is its first ten characters. */
  at(item: Item): string;
  /** The same where it is told again. */
  key(item: Item): string;
  row(item: Item): JsonObject;
}

/** The rows of what is told on a topic, by the day of each. */
const toldOn = <Item>(
  table: WarehouseTable,
  topic: ArchivedTopic,
  told: Told<Item>,
): ExportTarget =>
  byDay(
    table,
    topic,
    (message) => items<Item>(message).map((item) => told.at(item).slice(0, 10)),
    (exporter, day) => dayItems(exporter, topic, day, told),
  );

/** Rows of a day, each once: a bus delivers at least once, and a crash has things told again. Nothing is told before it is so. */
async function* dayItems<Item>(
  { archive }: Exporter,
  topic: ArchivedTopic,
  day: string,
  { at, key, row }: Told<Item>,
): AsyncGenerator<JsonObject> {
  const known = new Set<string>();
  for await (const message of archive.messages(topic, startOf(day) - skewMs)) {
    for (const item of items<Item>(message)) {
      if (at(item).startsWith(day) && isNew(known, shortDigest(key(item)))) yield row(item);
    }
  }
}

/** What became of every arrival, by the day of receipt. */
export const outcomesTarget = toldOn<OutcomeRecord>('outcomes', 'outcomes', {
  at: ({ receivedAt }) => receivedAt,
  key: ({ arrival, outcome }) => `${arrival}\n${outcome}`,
  row: outcomeRow,
});

/** Every entry into an audience and every exit, by the day on which it became true. */
export const historyTarget = toldOn<Transition>('audience_membership_history', 'audience-changes', {
  at: ({ at }) => at,
  key: ({ id }) => id,
  row: transitionRow,
});

function isNew(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

/** Of a message that somebody else published, which may be the one item. */
const items = <Item>(message: Message): Item[] => [publishedItems<Item>(message)].flat() as Item[];
