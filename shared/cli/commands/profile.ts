import type { Command } from 'commander';
import { decodeCore } from '../../domain/profile/core-codec.ts';
import { explain } from '../../domain/profile/explain.ts';
import { joinRecent } from '../../domain/profile/leaf.ts';
import type { StoredProfile } from '../../ports/profile-store.ts';
import { findProfile } from '../../runtime/profile-loader.ts';
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
        show(profile, options);
      }),
    );
}

function show(
  { view, core }: StoredProfile,
  { json, timeline, explain: path }: ProfileOptions,
): void {
  if (path !== undefined) {
    const explanation = explain(decodeCore(core), path);
    if (explanation === undefined) {
      throw new CommandError(
        `The profile holds nothing at ${path}: try traits.NAME, groups.ID, consent.CATEGORY, identifiers or refused.`,
      );
    }
    if (json) printJson(explanation);
    else print(explanationText(path, explanation));
    return;
  }
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
