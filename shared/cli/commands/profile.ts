import type { Command } from 'commander';
import { decodeCore } from '../../domain/profile/core-codec.ts';
import { explain } from '../../domain/profile/explain.ts';
import { explainAudience } from '../../domain/profile/explain-audience.ts';
import { explainComputed } from '../../domain/profile/explain-computed.ts';
import { joinRecent } from '../../domain/profile/leaf.ts';
import type { StoredProfile } from '../../ports/profile-store.ts';
import { findProfile } from '../../runtime/profile-loader.ts';
import type { Rules } from '../../runtime/rules.ts';
import { CommandError } from '../errors.ts';
import { identifierOf } from '../identifier-argument.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { explanationText, profileCard, timelineText } from '../profile-text.ts';
import { print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface ProfileOptions extends CommonOptions {
  timeline?: true;
  explain?: string;
}

export function addProfile(program: Command): void {
  addCommand(program, 'profile')
    .description('a profile by any of its identifiers, such as email:ana@example.com')
    .argument('<kind:value>')
    .option('--timeline', 'its recent events')
    .option('--explain <path>', 'where a value comes from and what it beat, such as traits.email')
    .action((key: string, options: ProfileOptions) =>
      withPlatform(options, async ({ store, rules }) => {
        const profile = await findProfile(store, identifierOf(key, rules.identity));
        if (profile === undefined) throw new CommandError(`Nobody is known as ${key}.`);
        if (options.explain === undefined) show(profile, options);
        else showExplanation(profile, options.explain, rules, options);
      }),
    );
}

function showExplanation(
  stored: StoredProfile,
  path: string,
  rules: Rules,
  { json }: CommonOptions,
): void {
  const explanation = explanationOf(stored, path, rules);
  if (explanation === undefined) {
    throw new CommandError(
      `The profile holds nothing at ${path}: try traits.NAME, computed.NAME, audiences.NAME, groups.ID, consent.CATEGORY, identifiers or refused.`,
    );
  }
  if (json) printJson(explanation);
  else print(explanationText(path, explanation));
}

function explanationOf({ view, core: bytes, standing }: StoredProfile, path: string, rules: Rules) {
  const core = decodeCore(bytes);
  const [, part, name = ''] = /^(computed|audiences)\.(.+)$/s.exec(path) ?? [];
  if (part === 'computed') {
    const trait = rules.traits.find((known) => known.name === name);
    return trait && explainComputed(core, trait, Date.now());
  }
  if (part === 'audiences') {
    const asked = { core, view, ...(standing && { standing }) };
    return explainAudience(asked, name, rules, Date.now());
  }
  return explain(core, path);
}

function show({ view, core }: StoredProfile, { json, timeline }: ProfileOptions): void {
  const recent = timeline
    ? Object.values(decodeCore(core).leaves).reduce(
        (joined, leaf) => joinRecent(joined, leaf.recent),
        joinRecent([], []),
      )
    : undefined;
  if (json) printJson(recent === undefined ? view : { ...view, timeline: recent });
  else
    print(
      recent === undefined ? profileCard(view) : `${profileCard(view)}\n\n${timelineText(recent)}`,
    );
}
