import { type DocumentData, Timestamp } from '@google-cloud/firestore';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { ProfileView } from '../../domain/profile/view.ts';
import type { StoredIdentity, StoredProfile } from '../../ports/profile-store.ts';
import { decodeFields, decodeValue, encodeFields, encodeValue } from './plain-value.ts';

/** `profiles/{profileId}`: the fields of the view as they are, its times as timestamps, and `core` and `version` beside them. */
export function profileDocument({ view, core, version }: StoredProfile): DocumentData {
  const { firstSeenAt, lastSeenAt, ...fields } = view;
  return {
    ...encodeFields(fields),
    firstSeenAt: timestamp(firstSeenAt),
    lastSeenAt: timestamp(lastSeenAt),
    core,
    version,
  };
}

/** The inverse of `profileDocument`. */
export function storedProfile(profileId: string, document: DocumentData): StoredProfile {
  const { core, version, firstSeenAt, lastSeenAt, ...fields } = document;
  const view = {
    ...decodeFields(fields as JsonObject),
    firstSeenAt: isoTime(firstSeenAt),
    lastSeenAt: isoTime(lastSeenAt),
  };
  return {
    profileId,
    view: view as ProfileView,
    core: core as Uint8Array,
    version: version as number,
  };
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
