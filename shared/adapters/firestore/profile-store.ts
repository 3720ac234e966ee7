import { setTimeout } from 'node:timers/promises';
import {
  type CollectionReference,
  type DocumentData,
  type DocumentReference,
  type DocumentSnapshot,
  FieldPath,
  type Firestore,
  type Query,
  type Transaction,
} from '@google-cloud/firestore';
import {
  ContentionError,
  type ProfileReader,
  type ProfileStore,
  type ProfileWrites,
  type StoredIdentity,
  type StoredProfile,
  UnstorableError,
} from '../../ports/profile-store.ts';
import { connectFirestore, type FirestoreOptions } from './connect.ts';
import {
  dueKey,
  dueShards,
  identityDocument,
  profileDocument,
  storedIdentity,
  storedProfile,
} from './profile-document.ts';

const attempts = 10;

/** Documents of a page of a scan: of the largest size that Firestore takes, they are 100 MB. */
const pageSize = 100;

type GetAll = (...documents: DocumentReference[]) => Promise<DocumentSnapshot[]>;

/** Keeps profiles in the collections `profiles`, `identities` and `accounts` of Firestore. */
export class FirestoreProfileStore implements ProfileStore {
  readonly #firestore: Firestore;
  readonly #profiles: CollectionReference;
  readonly #identities: CollectionReference;
  readonly #accounts: CollectionReference;
  readonly #reader: ProfileReader;

  constructor(options: FirestoreOptions = {}) {
    this.#firestore = connectFirestore(options);
    this.#profiles = this.#firestore.collection('profiles');
    this.#identities = this.#firestore.collection('identities');
    this.#accounts = this.#firestore.collection('accounts');
    this.#reader = this.#readerOver((...documents) => this.#firestore.getAll(...documents));
  }

  profiles(ids: readonly string[]): Promise<(StoredProfile | undefined)[]> {
    return this.#reader.profiles(ids);
  }

  identities(ids: readonly string[]): Promise<(StoredIdentity | undefined)[]> {
    return this.#reader.identities(ids);
  }

  accounts(ids: readonly string[]): Promise<(StoredProfile | undefined)[]> {
    return this.#reader.accounts(ids);
  }

  async transact<T>(
    work: (reader: ProfileReader) => Promise<{ writes: ProfileWrites; result: T }>,
  ): Promise<T> {
    let cause: unknown;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      // The client's own retries wait for up to a minute; here the losers only need to get out of step with each other.
      if (attempt > 0) await setTimeout(Math.random() * 20 * 2 ** attempt);
      try {
        return await this.#firestore.runTransaction(
          async (transaction) => {
            const reader = this.#readerOver((...documents) => transaction.getAll(...documents));
            const { writes, result } = await work(reader);
            this.#write(transaction, writes);
            return result;
          },
          { maxAttempts: 1 },
        );
      } catch (error) {
        if (isRefusal(error)) throw new UnstorableError(error.message, { cause: error });
        if (!isContention(error)) throw error;
        cause = error;
      }
    }
    throw new ContentionError(`A transaction lost ${attempts} times against others: try again.`, {
      cause,
    });
  }

  async *scan({ after }: { after?: string } = {}): AsyncGenerator<StoredProfile> {
    const byId = this.#profiles.orderBy(FieldPath.documentId());
    yield* this.#pages(after === undefined ? byId : byId.startAfter(after));
  }

  /** All documents of a query that is in the order of their ids. */
  async *#pages(query: Query): AsyncGenerator<StoredProfile> {
    let page = query.limit(pageSize);
    for (;;) {
      const { docs } = await page.get();
      for (const document of docs) yield storedProfile(document.id, document.data());
      const last = docs.at(-1);
      if (docs.length < pageSize || last === undefined) return;
      page = query.limit(pageSize).startAfter(last.id);
    }
  }

  async due(until: number, limit: number): Promise<string[]> {
    const found = await Promise.all(dueShards.map((shard) => this.#dueIn(shard, until, limit)));
    return found
      .flat()
      .sort((a, b) => (a.when < b.when ? -1 : 1))
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async #dueIn(shard: string, until: number, limit: number) {
    const { docs } = await this.#profiles
      .where('due', '>', shard)
      .where('due', '<=', dueKey(shard, until))
      .orderBy('due')
      .limit(limit)
      .select('due')
      .get();
    return docs.map((document) => ({
      id: document.id,
      when: String(document.get('due')).slice(shard.length),
    }));
  }

  async *members(audience: string): AsyncGenerator<StoredProfile> {
    const members = this.#profiles
      .where('audiences', 'array-contains', audience)
      .orderBy(FieldPath.documentId());
    yield* this.#pages(members);
  }

  async close(): Promise<void> {
    await this.#firestore.terminate();
  }

  #readerOver(getAll: GetAll): ProfileReader {
    return {
      profiles: (ids) => readAll(getAll, this.#profiles, ids, storedProfile),
      identities: (ids) => readAll(getAll, this.#identities, ids, storedIdentity),
      accounts: (ids) => readAll(getAll, this.#accounts, ids, storedProfile),
    };
  }

  #write(transaction: Transaction, writes: ProfileWrites): void {
    for (const profile of writes.putProfiles) {
      transaction.set(this.#profiles.doc(profile.profileId), profileDocument(profile));
    }
    for (const identity of writes.putIdentities) {
      transaction.set(this.#identities.doc(identity.id), identityDocument(identity));
    }
    for (const account of writes.putAccounts ?? []) {
      transaction.set(this.#accounts.doc(account.profileId), profileDocument(account));
    }
    for (const id of writes.deleteProfiles) transaction.delete(this.#profiles.doc(id));
    for (const id of writes.deleteIdentities) transaction.delete(this.#identities.doc(id));
  }
}

/** One round trip, whatever the number of documents. */
async function readAll<T>(
  getAll: GetAll,
  collection: CollectionReference,
  ids: readonly string[],
  decode: (id: string, document: DocumentData) => T,
): Promise<(T | undefined)[]> {
  if (ids.length === 0) return [];
  const snapshots = await getAll(...ids.map((id) => collection.doc(id)));
  return snapshots.map((snapshot) => {
    const document = snapshot.data();
    return document === undefined ? undefined : decode(snapshot.id, document);
  });
}

const aborted = 10;
const conflict = 409;
const invalidArgument = 3;

/** A server that ended a transaction says so of every later call in it: Firestore in the first words, its emulator in the second. */
const ended = /transaction has expired|transaction is invalid or closed/i;

/** That others held the documents, over gRPC or HTTP; or that the server ended the transaction, for a lock or for its age. */
function isContention(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  if (error.code === invalidArgument) return ended.test(error.message);
  return error.code === aborted || error.code === conflict;
}

/** That a document is none that Firestore could hold, such as one that is nested too deeply. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  error.code === invalidArgument &&
  !ended.test(error.message);
