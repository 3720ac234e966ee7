import { documentId } from '../digest.ts';
import { identifierKey } from '../identity/identifier.ts';
import type { ProfileView } from '../profile/view.ts';

/**
 * The ids of profiles that are no more because this one is: a profile's id is the hash of its anchor, and an identifier is of one profile at a time, so
 * whatever profile once had another identifier of this one for its anchor has gone into it.
 */
export const formerIds = ({ profileId, identifiers }: ProfileView): string[] =>
  Object.entries(identifiers)
    .flatMap(([kind, values]) => values.map((value) => documentId(identifierKey({ kind, value }))))
    .filter((id) => id !== profileId);
