import { judgeAudiences } from '../domain/audience/standing.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import type { IdentifierKey } from '../domain/identity/identifier.ts';
import { decodeCore } from '../domain/profile/core-codec.ts';
import { missingTraits } from '../domain/profile/leaf-history.ts';
import type { Core } from '../domain/profile/profile.ts';
import { profileAtTime } from '../domain/profile/profile-view.ts';
import { seenKey } from '../domain/profile/seen.ts';
import type { ProfileView } from '../domain/profile/view.ts';
import type { Trait, TraitState } from '../domain/trait/trait.ts';
import { compileRules, type Rules } from '../runtime/rules.ts';
import { pastEvents } from './history.ts';
import type { Platform } from './platform.ts';

/** Audiences that nobody has saved yet, and traits that they may need besides those of the configuration. */
export type Proposal = Required<Pick<TributaryConfig, 'audiences'>> &
  Pick<TributaryConfig, 'traits'>;

/** How large an audience would be. */
export interface Preview {
  audience: string;
  /** Exactly. */
  members: number;
  /** Of how many profiles. */
  profiles: number;
  /** The first members by profile id, as they would be shown. */
  sample: ProfileView[];
}

/** Judges proposed audiences on every profile as it is now, and writes nothing. What a proposal counts anew is counted over the archive. */
export async function previewAudiences(
  platform: Platform,
  config: Pick<TributaryConfig, 'traits' | 'audiences' | 'sources' | 'identity'>,
  proposal: Proposal,
  { sample, now }: { sample: number; now: number },
): Promise<Preview[]> {
  const rules = compileRules({
    ...config,
    traits: { ...config.traits, ...proposal.traits },
    audiences: { ...config.audiences, ...proposal.audiences },
  });
  const previews = Object.keys(proposal.audiences).map(
    (audience): Preview => ({ audience, members: 0, profiles: 0, sample: [] }),
  );
  const states = await statesOf(platform, rules, await newTraits(platform, rules));
  for await (const { profileId, core: bytes } of platform.store.scan()) {
    const core = decodeCore(bytes);
    complete(core, rules, states);
    const { view, ...counted } = profileAtTime({ profileId, core }, rules.traits, now);
    const { audiences } = judgeAudiences(rules.audiences, undefined, { at: now, view, ...counted });
    if (audiences.length > 0) view.audiences = audiences;
    for (const preview of previews) {
      preview.profiles += 1;
      if (!audiences.includes(preview.audience)) continue;
      preview.members += 1;
      if (preview.sample.length < sample) preview.sample.push(view);
    }
  }
  return previews;
}

/** The traits that some leaf has no state of. */
async function newTraits({ store }: Platform, { traits }: Rules): Promise<Set<Trait>> {
  const missing = new Set<Trait>();
  for await (const { core } of store.scan()) {
    for (const leaf of Object.values(decodeCore(core).leaves)) {
      for (const trait of missingTraits(leaf, traits)) missing.add(trait);
    }
  }
  return missing;
}

type States = Map<IdentifierKey, Map<Trait, TraitState | null>>;

async function statesOf(
  platform: Platform,
  rules: Rules,
  traits: ReadonlySet<Trait>,
): Promise<States> {
  const states: States = new Map();
  if (traits.size === 0) return states;
  const known = new Set<string>();
  for await (const { leaf, event } of pastEvents(platform, rules)) {
    const { messageId, source, timestamp } = event;
    const evidence = { at: Date.parse(timestamp), messageId, source };
    const counting = [...traits].filter((trait) => trait.take(null, event, evidence) !== null);
    if (counting.length === 0) continue;
    const key = seenKey(event);
    if (known.has(key)) continue;
    known.add(key);
    const ofLeaf = states.get(leaf) ?? new Map<Trait, TraitState | null>();
    states.set(leaf, ofLeaf);
    for (const trait of counting) {
      ofLeaf.set(trait, trait.take(ofLeaf.get(trait) ?? null, event, evidence));
    }
  }
  return states;
}

function complete(core: Core, { traits }: Rules, states: States): void {
  for (const [key, leaf] of Object.entries(core.leaves)) {
    for (const trait of missingTraits(leaf, traits)) {
      leaf.computed[trait.key] = states.get(key)?.get(trait) ?? null;
    }
  }
}
