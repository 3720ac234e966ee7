import config from '../../../cdp.config.ts';
import { pipeline } from '../../../functions/pipeline/pipeline.ts';
import { openEnvironment } from '../../../shared/adapters/embedded/environment.ts';
import { EventLog, type LogBatch } from '../../../shared/adapters/embedded/event-log.ts';
import { embeddedProfileStore } from '../../../shared/adapters/embedded/profile-store.ts';
import { MemoryProfileStore } from '../../../shared/adapters/memory/profile-store.ts';
import { decodeCore, encodeCore } from '../../../shared/domain/profile/core-codec.ts';
import type { Core } from '../../../shared/domain/profile/profile.ts';
import { roundBytes } from '../../../shared/local/embedded-consumer.ts';
import type { OutgoingMessage } from '../../../shared/ports/event-bus.ts';
import type { Positions } from '../../../shared/ports/message-archive.ts';
import type { ProfileStore, ProfileWrites } from '../../../shared/ports/profile-store.ts';
import { compileRules } from '../../../shared/runtime/rules.ts';
import { packagedSources } from '../../builders/enrichment-sources.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { parseAndValidate } from './parse-and-validate.ts';

/** What a transaction writes, and the evidence of each profile before it is encoded. */
interface Transaction {
  writes: ProfileWrites;
  cores: Core[];
}

/** The log in rounds, as the platform takes it. */
async function* roundsOf(log: EventLog): AsyncGenerator<LogBatch> {
  let positions: Positions = new Map();
  for (;;) {
    const batch = await log.read(positions, roundBytes);
    if (batch === undefined) return;
    yield batch;
    positions = new Map([...positions, ...batch.upTo]);
  }
}

/** What the platform writes in each of its rounds with these messages; found out when it is first asked for. */
export function recordRounds(messages: readonly OutgoingMessage[]): () => Promise<Transaction[]> {
  let recorded: Promise<Transaction[]> | undefined;
  return () => {
    recorded ??= temporaryFolder((dir) => recordIn(dir, messages));
    return recorded;
  };
}

async function recordIn(dir: string, messages: readonly OutgoingMessage[]): Promise<Transaction[]> {
  const rules = compileRules(config);
  const log = new EventLog(dir, Date.now);
  await log.append(messages);
  const { store, written } = recording(new MemoryProfileStore());
  for await (const batch of roundsOf(log)) {
    await pipeline(batch.messages, store, rules, packagedSources);
  }
  await log.close();
  return written;
}

/** A store that remembers what was written, one transaction after the other. */
function recording(store: ProfileStore): { store: ProfileStore; written: Transaction[] } {
  const written: Transaction[] = [];
  const transact: ProfileStore['transact'] = async (work) => {
    const { writes, result } = await store.transact(async (reader) => {
      const decided = await work(reader);
      return { writes: decided.writes, result: decided };
    });
    written.push({ writes, cores: writes.putProfiles.map(({ core }) => decodeCore(core)) });
    return result;
  };
  return {
    written,
    store: {
      transact,
      profiles: (ids) => store.profiles(ids),
      identities: (ids) => store.identities(ids),
      accounts: (ids) => store.accounts(ids),
      scan: (options) => store.scan(options),
      views: (options) => store.views(options),
      position: () => store.position(),
      due: (until, limit) => store.due(until, limit),
      members: (audience, prefix) => store.members(audience, prefix),
      close: () => store.close(),
    },
  };
}

/**
 * Keeps what the platform keeps of the messages, with its own log, store and codec, and decides nothing: appends the messages and flushes them, reads them
 * in rounds, parses and validates every event; and for each transaction of the record reads the profiles, decodes their evidence, encodes the evidence that
 * is to be there, and writes the documents. Nothing is enriched, merged, judged, told or counted. @returns how many events there were.
 */
export async function keepAsMuch(
  dir: string,
  messages: readonly OutgoingMessage[],
  transactions: readonly Transaction[],
): Promise<number> {
  const environment = openEnvironment(dir);
  const store = embeddedProfileStore(environment);
  const log = new EventLog(dir, Date.now);
  let events = 0;
  await log.append(messages);
  for await (const batch of roundsOf(log)) {
    for (const { data } of batch.messages) events += parseAndValidate(data);
  }
  for (const transaction of transactions) await keep(store, transaction);
  await environment.root.flushed;
  await log.close();
  await environment.close();
  return events;
}

const keep = (store: ProfileStore, { writes, cores }: Transaction): Promise<void> =>
  store.transact(async (reader) => {
    const ids = writes.putProfiles.map(({ profileId }) => profileId);
    for (const known of await reader.profiles(ids)) if (known !== undefined) decodeCore(known.core);
    const putProfiles = writes.putProfiles.map((profile, index) => {
      const core = cores[index];
      return core === undefined ? profile : { ...profile, core: encodeCore(core) };
    });
    return { writes: { ...writes, putProfiles }, result: undefined };
  });
