import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Delivery } from '../../domain/activation/delivery.ts';
import type { Lane } from '../../domain/activation/lane.ts';
import type { LookupRow } from '../../domain/enrichment/lookup-row.ts';
import type { Outcome } from '../../domain/event/event.ts';
import type { QuarantineRecord } from '../../domain/event/quarantine.ts';
import type { DisabledDestination } from '../../ports/delivery-store.ts';
import type { ExportProgress } from '../../ports/export-store.ts';
import type { StoredIdentity, StoredProfile } from '../../ports/profile-store.ts';

/** The one LMDB environment of a data folder. Any number of processes read it; LMDB lets one write at a time. */
export interface Environment {
  root: RootDatabase;
  /** With an entry version that no other write of the folder ever had. */
  profiles: Database<StoredProfile, string>;
  /** The profiles that time alone changes, in the order of when: milliseconds since 1970, and the profile's id. */
  due: Database<true, [at: number, profileId: string]>;
  /** When the next of that is, by profile id: where its entry in `due` is. */
  dueOf: Database<number, string>;
  /** Every profile by the entry version that it has: in the order of the last changes. */
  changes: Database<true, [write: number, profileId: string]>;
  /** Under `writes`, the last entry version given. */
  sequence: Database<number, string>;
  identities: Database<StoredIdentity, string>;
  /** With entry versions, as profiles have. */
  accounts: Database<StoredProfile, string>;
  /** Of each segment of the event log, the bytes that are dealt with. */
  positions: Database<number, string>;
  /** How many arrivals of a source met an outcome. */
  tallies: Database<number, [source: string, outcome: Outcome]>;
  /** Rows of lookup tables, by table and the hash of their key. */
  lookups: Database<LookupRow, [table: string, id: string]>;
  /** How many arrivals, and how many messages, of a source are dealt with. */
  accepted: Database<number, [source: string, what: 'arrivals' | 'messages']>;
  quarantine: Database<QuarantineRecord, string>;
  /** Under `events` and `activation`, which process does that work. */
  consumers: Database<Consumer, string>;
  /** With entry versions, as profiles have. */
  deliveries: Database<Delivery, string>;
  /** The destination of every delivery that is due at a time. */
  deliveriesDue: Database<string, [dueAt: number, id: string]>;
  /** Every delivery by the time it was accepted; with the id of its profile. */
  deliveriesByTime: Database<string, [createdAt: number, id: string]>;
  /** With entry versions, as profiles have. */
  deliveryLanes: Database<Lane, string>;
  disabledDestinations: Database<DisabledDestination, string>;
  /** Of each segment of the logs that activation reads, the bytes that are on record as deliveries. */
  activationPositions: Database<number, [topic: string, segment: string]>;
  /** How the exports stand, by target. */
  exports: Database<ExportProgress, string>;
  close(): Promise<void>;
}

/** The process that takes events off the log: one at a time. */
export interface Consumer {
  token: string;
  pid: number;
  /** When it was last alive, milliseconds since 1970. */
  beat: number;
  /** Where it listens, if it serves. */
  url?: string;
}

/**
 * Address space for the database, bytes: no memory and no disk. LMDB would begin with little and map the file anew whenever that is full, for which every
 * transaction waits. It still does beyond this.
 */
const mapSize = 64 * 1024 ** 3;

/** Opens, and where need be creates, the environment in a data folder. */
export function openEnvironment(dir: string): Environment {
  const path = join(dir, 'state');
  mkdirSync(path, { recursive: true });
  const root = open({ path, compression: false, maxDbs: 32, mapSize });
  return {
    root,
    profiles: root.openDB({ name: 'profiles', useVersions: true }),
    due: root.openDB({ name: 'due' }),
    dueOf: root.openDB({ name: 'dueOf' }),
    changes: root.openDB({ name: 'changes' }),
    sequence: root.openDB({ name: 'sequence' }),
    identities: root.openDB({ name: 'identities' }),
    accounts: root.openDB({ name: 'accounts', useVersions: true }),
    positions: root.openDB({ name: 'positions' }),
    tallies: root.openDB({ name: 'tallies' }),
    lookups: root.openDB({ name: 'lookups' }),
    accepted: root.openDB({ name: 'accepted' }),
    quarantine: root.openDB({ name: 'quarantine' }),
    consumers: root.openDB({ name: 'consumers' }),
    deliveries: root.openDB({ name: 'deliveries', useVersions: true }),
    deliveriesDue: root.openDB({ name: 'deliveriesDue' }),
    deliveriesByTime: root.openDB({ name: 'deliveriesByTime' }),
    deliveryLanes: root.openDB({ name: 'deliveryLanes', useVersions: true }),
    disabledDestinations: root.openDB({ name: 'disabledDestinations' }),
    activationPositions: root.openDB({ name: 'activationPositions' }),
    exports: root.openDB({ name: 'exports' }),
    close: () => root.close(),
  };
}
