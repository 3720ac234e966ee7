import type { Command } from 'commander';
import colors from 'picocolors';
import { identifierKey } from '../../domain/identity/identifier.ts';
import { findProfile } from '../../runtime/profile-loader.ts';
import { severLink } from '../../runtime/sever-link.ts';
import { CommandError } from '../errors.ts';
import { identifierOf } from '../identifier-argument.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { profileCard } from '../profile-text.ts';
import { print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

export function addSever(program: Command): void {
  addCommand(program, 'sever')
    .description('undo the link between two identifiers, and keep it from coming back')
    .argument('<kind:value>')
    .argument('<kind:value>')
    .action((one: string, other: string, options: CommonOptions) => sever(one, other, options));
}

function sever(one: string, other: string, options: CommonOptions): Promise<void> {
  return withPlatform(options, async (platform) => {
    const { store, rules } = platform;
    const identifiers = [
      identifierOf(one, rules.identity),
      identifierOf(other, rules.identity),
    ] as const;
    const [a, b] = [identifierKey(identifiers[0]), identifierKey(identifiers[1])];
    const cut = { at: Date.now(), messageId: `sever ${a} ${b}`, source: 'operator' };
    const severed = await severLink(store, [a, b], cut, rules);
    if (severed.kind === 'not-linked') throw notLinked(a, b, severed.links);
    await platform.tell(severed);
    const profiles = await Promise.all(identifiers.map((end) => findProfile(store, end)));
    const views = profiles.flatMap((profile) => (profile === undefined ? [] : [profile.view]));
    if (options.json) printJson({ severed: [a, b], profiles: views });
    else print([`${a} ${colors.red('≠')} ${b}`, ...views.map(profileCard)].join('\n\n'));
  });
}

function notLinked(a: string, b: string, links: readonly { a: string; b: string }[]): CommandError {
  const known = links.map((link) => `  cdp sever ${link.a} ${link.b}`).join('\n');
  const hint =
    known === '' ? 'Neither is linked to anything.' : `The links of the two are:\n${known}`;
  return new CommandError(`No event links ${a} and ${b} directly. ${hint}`);
}
