import {
  type CollectionReference,
  FieldPath,
  type Firestore,
  type Query,
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
import { pagesOf } from './pages-of.ts';
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
export const pageSizes = { whole: 5000, shown: 20_000 };

/** How far changes reach back before the moment of a position, milliseconds. */
const overlapMs = 600_000;

export interface StoreOptions extends FirestoreOptions {
  /** Documents that one query of a scan asks for, whatever it scans. */
  pageSize?: number;
}

/** Keeps profiles in the collections `profiles`, `identities` and `accounts` of Firestore. */
export class FirestoreProfileStore implements ProfileStore {
  readonly #firestore: Firestore;
  readonly #profiles: CollectionReference;
  readonly #identities: CollectionReference;
  readonly #accounts: CollectionReference;
  readonly #reader: ProfileReader;
  readonly #pageSizes: typeof pageSizes;

  constructor({ pageSize, ...options }: StoreOptions = {}) {
    this.#pageSizes = pageSize === undefined ? pageSizes : { whole: pageSize, shown: pageSize };
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
    for (const query of this.#queriesOf(options))
      yield* pagesOf(query, this.#pageSizes.whole, storedProfile);
  }

  async *views(options: ScanOptions = {}): AsyncGenerator<ShownProfile> {
    for (const query of this.#queriesOf(options))
      yield* pagesOf(query.select(...shownFields), this.#pageSizes.shown, shownProfile);
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
    const shown = within(members, prefix).select(...memberFields);
    yield* pagesOf(shown, this.#pageSizes.shown, member);
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
