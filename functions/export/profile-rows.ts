import { formerIds } from '../../shared/domain/export/former-ids.ts';
import { traitColumns } from '../../shared/domain/export/trait-columns.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import { maskProfile } from '../../shared/domain/plan/mask.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { Member, ProfileStore, ShownProfile } from '../../shared/ports/profile-store.ts';
import type { Rules } from '../../shared/runtime/rules.ts';

type Profiles = AsyncIterable<ShownProfile>;

/** Rows of `profiles`, in the order of the profiles. */
export async function* snapshotRows(
  profiles: Profiles,
  day: string,
  rules: Rules,
): AsyncGenerator<JsonObject> {
  for await (const { view } of profiles) {
    yield { snapshot_date: day, ...profileColumns(maskProfile(view, rules)) };
  }
}

/** Rows of `identifiers`: each identifier of a profile once, even where two of them look the same when they are masked. */
export async function* identifierRows(
  profiles: Profiles,
  rules: Rules,
): AsyncGenerator<JsonObject> {
  for await (const { view } of profiles) {
    const { profileId: profile_id, identifiers } = maskProfile(view, rules);
    for (const [kind, values] of Object.entries(identifiers))
      for (const value of new Set(values)) yield { kind, value, profile_id };
  }
}

/** Rows of `profiles_latest`. */
export async function* latestRows(profiles: Profiles, rules: Rules): AsyncGenerator<JsonObject> {
  for await (const { view, version } of profiles) {
    yield { ...profileColumns(maskProfile(view, rules)), version };
  }
}

/** Rows that move `profiles_latest` on: of profiles that have changed, and of those that went into them. */
export async function* changedRows(profiles: Profiles, rules: Rules): AsyncGenerator<JsonObject> {
  for await (const { view, version } of profiles) {
    yield { ...profileColumns(maskProfile(view, rules)), version };
    for (const profile_id of formerIds(view)) yield { profile_id, version, is_removed: true };
  }
}

/** Rows of `audience_memberships`. */
export async function* memberRows(
  audiences: readonly string[],
  membersOf: (audience: string) => AsyncIterable<Member>,
  rules: Rules,
): AsyncGenerator<JsonObject> {
  for (const audience of audiences) {
    for await (const { view, standing } of membersOf(audience)) {
      const since = standing?.since[audience];
      yield {
        audience,
        profile_id: view.profileId,
        entered_at: since === undefined ? null : new Date(since).toISOString(),
        identifiers: maskProfile(view, rules).identifiers,
      };
    }
  }
}

const profileColumns = (view: ProfileView): JsonObject => ({
  profile_id: view.profileId,
  identifiers: view.identifiers,
  traits: view.traits ?? null,
  computed: view.computed ?? null,
  audiences: view.audiences ?? [],
  groups: view.groups ?? [],
  consent: view.consent ?? null,
  first_seen_at: view.firstSeenAt,
  last_seen_at: view.lastSeenAt,
  events: view.events,
  ...traitColumns(view.traits ?? {}),
});

/**
 * The snapshot as it goes into files: one profile a row, by ascending profile id. What the rules' schemas mask is masked; without rules it is as
 * readers of profiles see it, which is not for export.
 */
export async function* snapshotLines(
  store: ProfileStore,
  rules?: Rules,
): AsyncGenerator<JsonObject> {
  for await (const { view } of store.views()) {
    yield { ...(rules === undefined ? view : maskProfile(view, rules)) };
  }
}
