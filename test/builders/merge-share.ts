/**
 * One instance of the function `merge` as a process of its own, on the Firestore of the environment. Its argument is a file with the messages
 * that it gets: a JSON array of arrays of canonical events. It prints `ready`, waits for a word on standard input, and begins;
 * then it prints the outcomes that it told, and how often it had to decide.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import config from '../../cdp.config.ts';
import { mergeInGroups } from '../../functions/merge/merge-in-groups.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import { ContentionError, type ProfileStore } from '../../shared/ports/profile-store.ts';
import { compileRules } from '../../shared/runtime/rules.ts';

/** What the process prints when it is done. */
export interface MergedShare {
  outcomes: OutcomeRecord[];
  transactions: number;
  /** More than transactions where it was overtaken. */
  decisions: number;
  /** How many messages had to come again. */
  redeliveries: number;
}

/** As many messages as are on their way at once. */
const inFlight = 2;

async function mergeShare(messages: CanonicalEvent[][]): Promise<MergedShare> {
  const store = new FirestoreProfileStore();
  const publisher = new MemoryPublisher();
  const merged = { transactions: 0, decisions: 0, redeliveries: 0 };
  const counting: Pick<ProfileStore, 'transact'> = {
    transact: (work) => {
      merged.transactions += 1;
      return store.transact((reader) => {
        merged.decisions += 1;
        return work(reader);
      });
    },
  };
  const watched: ProfileStore = {
    profiles: (ids) => store.profiles(ids),
    identities: (ids) => store.identities(ids),
    accounts: (ids) => store.accounts(ids),
    position: () => store.position(),
    scan: (options) => store.scan(options),
    views: (options) => store.views(options),
    due: (until, limit) => store.due(until, limit),
    members: (audience, prefix) => store.members(audience, prefix),
    close: () => store.close(),
    ...counting,
  };
  const commits = mergeInGroups(publisher, watched, compileRules(config));
  const deliver = async () => {
    for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
      try {
        await commits.add(message);
      } catch (error) {
        if (!(error instanceof ContentionError)) throw error;
        merged.redeliveries += 1;
        messages.push(message);
      }
    }
  };
  // The connection is there before the start, so that all processes begin at once.
  await store.profiles(['nobody']);
  console.log('ready');
  await once(process.stdin, 'data');
  await Promise.all(Array.from({ length: inFlight }, deliver));
  await store.close();
  process.stdin.destroy();
  return { outcomes: publisher.on('outcomes') as OutcomeRecord[], ...merged };
}

const [file = ''] = process.argv.slice(2);
console.log(JSON.stringify(await mergeShare(JSON.parse(await readFile(file, 'utf8')))));
