import { enrich } from '../../functions/enrich/enrich.ts';
import { mergeInGroups } from '../../functions/merge/merge-in-groups.ts';
import { onMessage } from '../../functions/pipeline/on-message.ts';
import { validate } from '../../functions/validate/validate.ts';
import { openedFacts } from '../../shared/adapters/databases/opened-facts.ts';
import { MemoryLookupStore } from '../../shared/adapters/memory/lookup-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import type { Message, Publisher, Topic } from '../../shared/ports/event-bus.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { simulateShop } from '../../shared/simulation/simulate-shop.ts';
import { countingStore } from '../../test/builders/counting-store.ts';

/** What the stages ask of Google Cloud for one event, on average over a simulated shop. */
export interface OperationsPerEvent {
  /** Events that a sender puts into one request, at most. */
  batch: number;
  /** Events that it comes to, on average: a visit ends before a batch is full. */
  eventsPerMessage: number;
  /** Documents of Firestore. */
  reads: number;
  writes: number;
  deletes: number;
  transactions: number;
  /** Bytes of JSON as a sender sends it. */
  eventBytes: number;
  /** Published by the stages: messages and bytes. */
  outcomes: Published;
  changes: Published;
  /** Bytes between separate stages. */
  validatedBytes: number;
  enrichedBytes: number;
  /** Events of a profile after the month, and the bytes of its document, and of its row in an export. */
  eventsPerProfile: number;
  profileBytes: number;
  rowBytes: number;
}

interface Published {
  messages: number;
  bytes: number;
}

const seed = 1;
const people = 50;
const start = Date.UTC(2026, 0, 1);
/** A visitor who does nothing for so long sends what is in the batch; the SDKs wait for less, and then send less at once. */
const flushAfterMs = 30_000;

/** Runs the composed stages over a made-up shop's month, in memory, and counts. Messages come one by one: nothing is saved by concurrency. */
export async function measureOperations(rules: Rules, batch: number): Promise<OperationsPerEvent> {
  const total = { reads: 0, writes: 0, deletes: 0, transactions: 0 };
  const store: ProfileStore = countingStore(
    new MemoryProfileStore(),
    ({ reads, writes, deletes }) => {
      total.reads += reads;
      total.writes += writes;
      total.deletes += deletes;
      total.transactions += 1;
    },
  );
  const published = new Map<Topic, Published>();
  const publisher: Publisher = {
    publish: async (topic, messages) => {
      const sum = published.get(topic) ?? { messages: 0, bytes: 0 };
      for (const { data } of messages) {
        sum.messages += 1;
        sum.bytes += data.byteLength;
      }
      published.set(topic, sum);
      return messages.map((_, index) => String(index));
    },
  };
  const sources = { facts: openedFacts({}), rows: new MemoryLookupStore() };
  const commits = mergeInGroups(publisher, store, rules);
  const sum = { events: 0, messages: 0, bytes: 0, validated: 0, enriched: 0 };
  for (const message of messagesOf(simulateShop({ people, seed, start }).events, batch)) {
    sum.messages += 1;
    sum.events += message.events;
    sum.bytes += message.data.byteLength;
    await onMessage(message, publisher, rules, sources, commits);
    const { events } = validate([message], rules);
    sum.validated += bytesOf(events);
    sum.enriched += bytesOf(await enrich(events, rules, sources));
  }
  const profiles = { count: 0, bytes: 0, rows: 0 };
  for await (const { view, core } of store.scan()) {
    profiles.count += 1;
    profiles.rows += bytesOf(view);
    profiles.bytes += bytesOf(view) + core.byteLength;
  }
  const per = (count: number) => Math.round((count / sum.events) * 1000) / 1000;
  const perEvent = ({ messages, bytes }: Published = { messages: 0, bytes: 0 }): Published => ({
    messages: per(messages),
    bytes: per(bytes),
  });
  return {
    batch,
    eventsPerMessage: Math.round((sum.events / sum.messages) * 100) / 100,
    reads: per(total.reads),
    writes: per(total.writes),
    deletes: per(total.deletes),
    transactions: per(total.transactions),
    eventBytes: per(sum.bytes),
    outcomes: perEvent(published.get('outcomes')),
    changes: perEvent(published.get('profile-changes')),
    validatedBytes: per(sum.validated),
    enrichedBytes: per(sum.enriched),
    eventsPerProfile: Math.round(sum.events / profiles.count),
    profileBytes: Math.round(profiles.bytes / profiles.count),
    rowBytes: Math.round(profiles.rows / profiles.count),
  };
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The events as their senders would send them: those of one device together, until there are enough, or it is quiet for a while. */
function* messagesOf(
  events: Iterable<SpecEvent>,
  batch: number,
): Generator<Message & { events: number }> {
  const waiting = new Map<string, { events: SpecEvent[]; lastAt: number }>();
  let count = 0;
  const send = (device: string): Message & { events: number } => {
    const sent = waiting.get(device)?.events ?? [];
    waiting.delete(device);
    count += 1;
    return {
      id: String(count),
      data: Buffer.from(JSON.stringify(sent.length === 1 ? sent[0] : { batch: sent })),
      attributes: { source: 'web' },
      publishTime: new Date(Date.parse(timeOf(sent.at(-1)))).toISOString(),
      events: sent.length,
    };
  };
  for (const event of events) {
    const now = Date.parse(timeOf(event));
    for (const [device, { lastAt }] of waiting) if (now - lastAt > flushAfterMs) yield send(device);
    const device = String(event.anonymousId ?? event.userId);
    const held = waiting.get(device) ?? { events: [], lastAt: now };
    held.events.push(event);
    held.lastAt = now;
    waiting.set(device, held);
    if (held.events.length >= batch) yield send(device);
  }
  for (const device of [...waiting.keys()]) yield send(device);
}

const timeOf = (event: SpecEvent | undefined): string => String(event?.timestamp);

/** Milliseconds of CPU that the composed stages take for an event on this machine, once they are warm; the clients of Google Cloud not counted. */
export async function measureCpu(rules: Rules, batch: number): Promise<number> {
  const messages = [...messagesOf(simulateShop({ people, seed, start }).events, batch)];
  const sources = { facts: openedFacts({}), rows: new MemoryLookupStore() };
  const publisher: Publisher = { publish: async (_, sent) => sent.map(() => '') };
  const run = async (): Promise<number> => {
    const commits = mergeInGroups(publisher, new MemoryProfileStore(), rules);
    const before = process.cpuUsage();
    for (const message of messages) await onMessage(message, publisher, rules, sources, commits);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  await run();
  return (await run()) / messages.reduce((sum, { events }) => sum + events, 0);
}
