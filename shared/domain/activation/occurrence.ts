import { documentId } from '../digest.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { ProfileView } from '../profile/view.ts';

/** What a delivery is about, in the words that receivers get. */
type OccurrenceType =
  | 'audience.entered'
  | 'audience.exited'
  | 'profile.changed'
  | 'profile.removed';

/** What is kept of an occurrence for as long as its delivery is on record: nothing personal. */
export interface Subject {
  /** Deterministic: however often it is published, it is recognisably one. */
  id: string;
  type: OccurrenceType;
  audience?: string;
  profileId: string;
  /** Orders the occurrences of one profile. */
  version: number;
  /** When it became true; ISO 8601. */
  at: string;
  /** What moved the person, such as `event`, `time` or `merged`. */
  reason?: string;
  /** The profile that took this one over. */
  mergedInto?: string;
}

/** Something happened to a person that destinations may want to hear. */
export interface Occurrence extends Subject {
  /** Absent where the profile is gone. */
  profile?: ProfileView;
}

/** The occurrences of a message, and how many of its items were none. */
export interface Occurrences {
  occurrences: Occurrence[];
  malformed: number;
}

const types: Readonly<Record<string, OccurrenceType>> = {
  entered: 'audience.entered',
  exited: 'audience.exited',
  changed: 'profile.changed',
  removed: 'profile.removed',
};

/** Reads the items of `audience-changes` (transitions) and of `profile-changes`. @param publishTime the time of what carries none. */
export function readOccurrences(items: readonly unknown[], publishTime: string): Occurrences {
  const occurrences = items.flatMap((item) => readOccurrence(item, publishTime) ?? []);
  return { occurrences, malformed: items.length - occurrences.length };
}

function readOccurrence(item: unknown, publishTime: string): Occurrence | undefined {
  if (!isJsonObject(item)) return undefined;
  const type = types[text(item['type']) ?? ''];
  const profileId = text(item['profileId']);
  const audience = text(item['audience']);
  if (type === undefined || profileId === undefined) return undefined;
  if (type.startsWith('audience.') && audience === undefined) return undefined;
  const version = typeof item['version'] === 'number' ? item['version'] : undefined;
  const at = text(item['at']) ?? publishTime;
  // A removal has no version: what removed the profile is the last that is heard of it.
  const order = version ?? Number.MAX_SAFE_INTEGER;
  return {
    id: text(item['id']) ?? documentId(`${type}\n${profileId}\n${version ?? at}`),
    type,
    profileId,
    version: order,
    at,
    ...(audience !== undefined && { audience }),
    ...optional(item, 'reason'),
    ...optional(item, 'mergedInto'),
    ...(isJsonObject(item['profile']) && { profile: viewOf(item['profile']) }),
  };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function optional<Key extends string>(item: JsonObject, key: Key): Partial<Record<Key, string>> {
  const value = text(item[key]);
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<Key, string>>;
}

/** Only the platform publishes there, so what looks like a view is one. */
const viewOf = (profile: object): ProfileView => profile as ProfileView;

/** What is kept of an occurrence when its content is gone. */
export function subjectOf({ profile: _, ...subject }: Occurrence): Subject {
  return subject;
}
