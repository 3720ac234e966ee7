import { type DocumentData, Timestamp } from '@google-cloud/firestore';
import { Packr } from 'msgpackr';
import type { Json } from '../../domain/json.ts';
import type { ProfileView } from '../../domain/profile/view.ts';
import type {
  Member,
  ShownProfile,
  StoredIdentity,
  StoredProfile,
} from '../../ports/profile-store.ts';
import { decodeValue, encodeFields, encodeValue } from './plain-value.ts';

/** MessagePack without extensions, as for the evidence. */
const packr = new Packr({ useRecords: false, variableMapSize: true });

/** How many parts the index of what is due is spread over: each is a range of its own, so that none grows at one end only. */
export const dueShards = [...'0123456789abcdef'];

/** What is due in a part, in the order of time: the first character of the profile's id, and when, ISO 8601. */
export const dueKey = (shard: string, at: number): string =>
  `${shard} ${new Date(at).toISOString()}`;

/** The parts, by the first two characters of ids, of the index of what has changed: every write moves its profile to the end of one. */
export const changeShards = (prefix: string): string[] =>
  Array.from({ length: 256 }, (_, shard) => shard.toString(16).padStart(2, '0')).filter((shard) =>
    shard.startsWith(prefix.slice(0, 2)),
  );

/** When a profile changed, in the order of time within its part. */
export const changeKey = (shard: string, at: number): string =>
  `${shard} ${new Date(at).toISOString()}`;

/** What the document of a profile that changes at a time has for that index, beside what the profile is. */
export const changedField = (profileId: string, at: number): { changed: string } => ({
  changed: changeKey(profileId.slice(0, 2), at),
});

/**
 * `profiles/{profileId}`: the fields of the view as they are, its times as timestamps; `core`, `version` and what is kept of audiences beside
 * them. `nextDueAt` is for people, `due` for the index.
 */
export function profileDocument(profile: StoredProfile): DocumentData {
  const { profileId, view, core, version, nextDueAt, standing, effects } = profile;
  const { firstSeenAt, lastSeenAt, ...fields } = view;
  return {
    ...encodeFields(fields),
    firstSeenAt: timestamp(firstSeenAt),
    lastSeenAt: timestamp(lastSeenAt),
    core,
    version,
    ...(nextDueAt !== undefined && {
      nextDueAt: Timestamp.fromMillis(nextDueAt),
      due: dueKey(profileId.slice(0, 1), nextDueAt),
    }),
    ...((standing !== undefined || effects !== undefined) && {
      kept: packr.pack({
        ...(standing && { standing }),
        ...(effects && { effects }),
      } satisfies Kept),
    }),
  };
}

/** What is kept of audiences: names are keys in it, which Firestore would make fields of. */
type Kept = Pick<StoredProfile, 'standing' | 'effects'>;

/** The inverse of `profileDocument`. */
export function storedProfile(profileId: string, document: DocumentData): StoredProfile {
  const { core, nextDueAt, kept } = document;
  return {
    ...shownProfile(profileId, document),
    core: core as Uint8Array,
    ...(nextDueAt instanceof Timestamp && { nextDueAt: nextDueAt.toMillis() }),
    ...keptOf(kept),
  };
}

const keptOf = (kept: Uint8Array | undefined): Kept =>
  kept === undefined ? {} : (packr.unpack(kept) as Kept);

/** The fields of a document that are the view's; the compiler sees to it that none is missing. */
const viewFields = Object.keys({
  profileId: true,
  identifiers: true,
  traits: true,
  computed: true,
  audiences: true,
  groups: true,
  consent: true,
  firstSeenAt: true,
  lastSeenAt: true,
  events: true,
} satisfies Record<keyof ProfileView, true>);

/** The fields that `shownProfile` reads, and the one that a query of changes goes on behind. */
export const shownFields = [...viewFields, 'version', 'changed'];

/** Of a document, what readers see of the profile. */
export function shownProfile(profileId: string, document: DocumentData): ShownProfile {
  const view: Record<string, Json> = {};
  for (const field of viewFields) {
    const value: unknown = document[field];
    if (value === undefined) continue;
    view[field] = field.endsWith('At') ? isoTime(value) : decodeValue(value as Json);
  }
  return { profileId, view: view as object as ProfileView, version: document['version'] as number };
}

/** The fields that `member` reads. */
export const memberFields = [...shownFields, 'kept'];

/** Of a document, what there is to say of the profile as a member of audiences. */
export function member(profileId: string, document: DocumentData): Member {
  const { standing } = keptOf(document['kept']);
  return { ...shownProfile(profileId, document), ...(standing && { standing }) };
}

/** `identities/{id}` */
export const identityDocument = ({ kind, value, profileId }: StoredIdentity): DocumentData => ({
  kind: encodeValue(kind),
  value: encodeValue(value),
  profileId,
});

/** The inverse of `identityDocument`. */
export const storedIdentity = (id: string, document: DocumentData): StoredIdentity => ({
  id,
  kind: decodeValue(document['kind'] as Json) as string,
  value: decodeValue(document['value'] as Json) as string,
  profileId: document['profileId'] as string,
});

const [earliest, latest] = [Date.parse('0001-01-01'), Date.parse('9999-12-31')];

/** A sender may claim a time that Firestore has no timestamp for, such as the year 0: that stays text. */
function timestamp(isoTime: string): Timestamp | string {
  const time = Date.parse(isoTime);
  return time >= earliest && time <= latest ? Timestamp.fromMillis(time) : isoTime;
}

const isoTime = (value: unknown): string =>
  value instanceof Timestamp ? new Date(value.toMillis()).toISOString() : String(value);
