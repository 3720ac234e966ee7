import {
  type CollectionReference,
  type DocumentData,
  FieldPath,
  type Firestore,
  type Query,
  QueryDocumentSnapshot,
  type Transaction,
} from '@google-cloud/firestore';
import type {
  Member,
  ProfileReader,
  ProfileStore,
  ProfileWrites,
  ScanOptions,
  ShownProfile,
  StoredIdentity,
  StoredProfile,
} from '../../ports/profile-store.ts';
import { connectFirestore, type FirestoreOptions } from './connect.ts';
import {
  changedField,
  changeKey,
  changeShards,
  dueKey,
  dueShards,
  identityDocument,
  member,
  memberFields,
  profileDocument,
  shownFields,
  shownProfile,
  storedIdentity,
  storedProfile,
} from './profile-document.ts';
import { type GetAll, readAll, readTogether } from './read-all.ts';
import { transact } from './transact.ts';

/** Documents of a page of a scan. They are streamed, so the memory that it takes does not grow with it; the time that one query takes does. */
const documentsPerPage = 20_000;

/** Documents of the first page, at most: whoever only wants to see whether there are any leaves early, and has the page read to its end. */
const firstPage = 100;

/** How far changes reach back before the moment of a position, milliseconds. */
const overlapMs = 600_000;

export interface StoreOptions extends FirestoreOptions {
  /** Documents that one query of a scan asks for. */
  pageSize?: number;
}

/** Keeps profiles in the collections `profiles`, `identities` and `accounts` of Firestore. */
export class FirestoreProfileStore implements ProfileStore {
  readonly #firestore: Firestore;
  readonly #profiles: CollectionReference;
  readonly #identities: CollectionReference;
  readonly #accounts: CollectionReference;
  readonly #reader: ProfileReader;
  readonly #pageSize: number;

  constructor({ pageSize = documentsPerPage, ...options }: StoreOptions = {}) {
    this.#pageSize = pageSize;
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
    return transact(this.#firestore, async (transaction) => {
      const reader = this.#readerOver(
        readTogether((...documents) => transaction.getAll(...documents)),
      );
      const { writes, result } = await work(reader);
      this.#write(transaction, writes);
      return result;
    });
  }

  async *scan(options: ScanOptions = {}): AsyncGenerator<StoredProfile> {
    for (const query of this.#queriesOf(options)) yield* this.#pages(query, storedProfile);
  }

  async *views(options: ScanOptions = {}): AsyncGenerator<ShownProfile> {
    for (const query of this.#queriesOf(options))
      yield* this.#pages(query.select(...shownFields), shownProfile);
  }

  #queriesOf({ after, prefix = '', since }: ScanOptions): Query[] {
    if (since !== undefined)
      return changeShards(prefix).map((shard) => this.#changedIn(shard, since));
    const byId = this.#profiles.orderBy(FieldPath.documentId());
    return [after === undefined ? within(byId, prefix) : byId.startAfter(after)];
  }

  /** Clocks differ a little, and a transaction takes its time from its first try to its commit. */
  async position(): Promise<number> {
    return Date.now() - overlapMs;
  }

  /** What changes while it is read goes to the end, and may come again. */
  #changedIn(shard: string, since: number): Query {
    return this.#profiles
      .where('changed', '>', changeKey(shard, since))
      .where('changed', '<', `${shard} ~`)
      .orderBy('changed');
  }

  /** What becomes of all documents of a query that has an order: each is handed on as it comes. */
  async *#pages<Item>(
    query: Query,
    decode: (id: string, document: DocumentData) => Item,
  ): AsyncGenerator<Item> {
    let size = Math.min(firstPage, this.#pageSize);
    let page = query.limit(size);
    for (;;) {
      let last: QueryDocumentSnapshot | undefined;
      let read = 0;
      for await (const document of documentsOf(page)) {
        yield decode(document.id, document.data());
        last = document;
        read += 1;
      }
      if (last === undefined || read < size) return;
      size = this.#pageSize;
      page = query.limit(size).startAfter(last);
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

  async *members(audience: string, prefix = ''): AsyncGenerator<Member> {
    const members = this.#profiles
      .where('audiences', 'array-contains', audience)
      .orderBy(FieldPath.documentId());
    yield* this.#pages(within(members, prefix).select(...memberFields), member);
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
      const { profileId } = profile;
      transaction.set(this.#profiles.doc(profileId), {
        ...profileDocument(profile),
        ...changedField(profileId, Date.now()),
      });
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

/** Of a query in the order of ids, what begins so. */
const within = (byId: Query, prefix: string): Query =>
  prefix === '' ? byId : byId.startAt(prefix).endBefore(`${prefix}\uf8ff`);

/** What a query finds, as it comes. The client cannot give a query up, and would wait for it when it is closed: who leaves early has it read to its end. */
async function* documentsOf(query: Query): AsyncGenerator<QueryDocumentSnapshot> {
  const found: AsyncIterator<unknown> = query.stream()[Symbol.asyncIterator]();
  try {
    for (let next = await found.next(); next.done !== true; next = await found.next()) {
      if (next.value instanceof QueryDocumentSnapshot) yield next.value;
    }
  } finally {
    while ((await found.next()).done !== true);
  }
}
