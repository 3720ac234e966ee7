import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { documentId } from '../../shared/domain/digest.ts';
import { parseIdentifierKey } from '../../shared/domain/identity/identifier.ts';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import { decodeCore } from '../../shared/domain/profile/core-codec.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { compileRules, type Rules } from '../../shared/runtime/rules.ts';
import { severLink } from '../../shared/runtime/sever-link.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import type { CorpusCase, RefusedEdge, SeverStep } from './case.ts';
import type { Delivery } from './deliveries.ts';

/** What the platform made of a case. */
interface Played {
  views: ProfileView[];
  refused: RefusedEdge[];
  /** Source and messageId of each event. */
  quarantined: Set<string>;
  /** Identifiers that do not lead to the profile that holds them. */
  lost: string[];
}

/** Plays a delivery of a case on an empty store. @throws where a cut never finds its link. */
export async function playCase(
  corpusCase: CorpusCase,
  { actions }: Delivery,
  store: ProfileStore,
): Promise<Played> {
  const rules = rulesOf(corpusCase);
  const quarantined = new Set<string>();
  let waiting: SeverStep[] = [];
  for (const action of actions) {
    if ('sever' in action) waiting.push(action);
    else {
      const processed = await pipeline(action.deliver, store, rules, packagedSources);
      for (const { source, raw } of processed.quarantined) {
        quarantined.add(`${source} ${JSON.parse(raw.data).messageId}`);
      }
    }
    waiting = await sever(waiting, store, rules);
  }
  if (waiting.length > 0) {
    throw new Error(`No event links what is to be severed: ${JSON.stringify(waiting)}.`);
  }
  return { ...(await stateOf(store)), quarantined };
}

/** As README.md documents it, for the members that a case's rules leave out; a case without rules has the platform's own. */
const defaultRules: IdentityConfig = {
  kinds: [
    { kind: 'user_id', limit: 1 },
    { kind: 'email', limit: 5 },
    { kind: 'phone', limit: 5 },
    { kind: 'anonymous_id', limit: 100 },
  ],
  blocked: ['', '0', '-1', 'null', 'undefined', 'anonymous', 'guest'],
  sharedAfter: 25,
};

function rulesOf({ rules, traits, steps }: CorpusCase): Rules {
  const names = steps.map((step) => ('event' in step ? step.source : undefined) ?? 'web');
  return compileRules({
    sources: Object.fromEntries(names.map((name) => [name, {}])),
    ...(rules && { identity: { ...defaultRules, ...rules } }),
    ...(traits && { traits }),
  });
}

/** @returns the cuts whose link no event has shown yet. */
async function sever(
  cuts: readonly SeverStep[],
  store: ProfileStore,
  rules: Rules,
): Promise<SeverStep[]> {
  const waiting: SeverStep[] = [];
  for (const cut of cuts) {
    const evidence = { at: 0, messageId: cut.sever.join(' '), source: 'operator' };
    const { kind } = await severLink(store, cut.sever, evidence, rules);
    if (kind === 'not-linked') waiting.push(cut);
  }
  return waiting;
}

async function stateOf(store: ProfileStore): Promise<Omit<Played, 'quarantined'>> {
  const views: ProfileView[] = [];
  const refused = new Map<string, RefusedEdge>();
  const holders = new Map<string, string>();
  for await (const { view, core } of store.scan()) {
    views.push(view);
    const { identifiers, edges } = decodeCore(core);
    for (const { a, b, refused: reason } of Object.values(edges)) {
      if (reason === undefined) continue;
      // Both ends record the edge; of two shared ends each records itself.
      refused.set(JSON.stringify([a, b, reason]), { a, b, reason });
    }
    for (const key of Object.keys(identifiers)) holders.set(key, view.profileId);
  }
  return { views, refused: [...refused.values()], lost: await lostOf(holders, store) };
}

/** Identifiers over which a reader does not get to their profile. */
async function lostOf(
  holders: ReadonlyMap<string, string>,
  store: ProfileStore,
): Promise<string[]> {
  const lost = [...holders].map(async ([key, profileId]) => {
    const found = await findProfile(store, parseIdentifierKey(key));
    return found?.profileId === profileId ? [] : [key];
  });
  return (await Promise.all(lost)).flat();
}

/** The accounts of the groups that the case speaks of. */
export async function accountsOf({ expected }: CorpusCase, store: ProfileStore) {
  const groupIds = (expected.accounts ?? []).map(({ groupId }) => groupId);
  const accounts = await store.accounts(groupIds.map((id) => documentId(`group_id:${id}`)));
  return accounts.map((account, index) => ({ groupId: groupIds[index], view: account?.view }));
}
