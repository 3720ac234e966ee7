import { resolve } from 'node:path';
import type { Command } from 'commander';
import colors from 'picocolors';
import { checkRule } from '../../domain/audience/check-rule.ts';
import { ruleWords } from '../../domain/audience/rule-words.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import type { ProfileView } from '../../domain/profile/view.ts';
import { type Preview, type Proposal, previewAudiences } from '../../local/preview-audiences.ts';
import { loadConfig, readDefault } from '../../runtime/load-config.ts';
import { CommandError, UsageError } from '../errors.ts';
import { addCommand, type CommonOptions, wholeNumber } from '../options.ts';
import { nameOf } from '../profile-text.ts';
import { grouped, note, print, printJson, table } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface PreviewOptions extends CommonOptions {
  sample: number;
}

/** Adds `cdp audience list | members | preview`. */
export function addAudience(program: Command): void {
  const audience = program.command('audience').description('who belongs together: see, size, try');
  addCommand(audience, 'list')
    .description('the audiences, in words, and how many belong to each')
    .action(list);
  addCommand(audience, 'members')
    .description('who belongs to an audience')
    .argument('<name>')
    .action(members);
  addCommand(audience, 'preview')
    .description(
      'how many would belong to an audience, exactly, before it is saved: a JSON or TypeScript file with a rule, named rules, or { traits, audiences }',
    )
    .argument('<file>')
    .option('--sample <n>', 'how many of the members to show', wholeNumber(), 5)
    .action(preview);
}

function list(options: CommonOptions): Promise<void> {
  return withPlatform(options, async ({ store, rules }) => {
    const sizes = new Map(rules.audiences.inOrder.map(({ name }) => [name, 0]));
    for await (const { view } of store.views()) {
      for (const name of view.audiences ?? []) sizes.set(name, (sizes.get(name) ?? 0) + 1);
    }
    const audiences = rules.audiences.inOrder
      .map(({ name, rule }) => ({
        name,
        members: sizes.get(name) ?? 0,
        words: ruleWords(rule),
        rule,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (options.json) printJson(audiences);
    else if (audiences.length === 0) {
      note('There are no audiences: name some under "audiences" in the configuration.');
    } else {
      print(
        table(
          ['audience', 'members', 'who'],
          audiences.map(({ name, members: size, words }) => [name, size, words]),
        ),
      );
    }
  });
}

function members(name: string, options: CommonOptions): Promise<void> {
  return withPlatform(options, async ({ store, rules }) => {
    if (!rules.audiences.positions.has(name)) {
      const known = [...rules.audiences.positions.keys()].join(', ') || 'none';
      throw new CommandError(`There is no audience "${name}"; there are: ${known}.`);
    }
    let count = 0;
    for await (const { view } of store.members(name)) {
      count += 1;
      print(options.json ? JSON.stringify(view) : personLine(view));
    }
    if (!options.json) note(colors.dim(`${grouped(count)} members of ${name}`));
  });
}

async function preview(file: string, options: PreviewOptions): Promise<void> {
  const content = await readDefault(resolve(file));
  const config = await loadConfig(options.config);
  await withPlatform(options, async (platform) => {
    try {
      const proposal = proposalOf(content, file);
      const { sample } = options;
      const previews = await previewAudiences(platform, config, proposal, {
        sample,
        now: Date.now(),
      });
      if (options.json) printJson(previews);
      else print(previews.map((one) => previewText(one, proposal)).join('\n\n'));
    } catch (error) {
      // A rule that is none, or a trait: what is wrong with it is the user's to mend.
      if (error instanceof TypeError) throw new CommandError(`${file}: ${error.message}`);
      throw error;
    }
  });
}

const ruleKinds = ['all', 'any', 'not', 'memberOf', 'sequence', 'path'];

/** What a file proposes. @throws UsageError, or TypeError naming the place in a rule */
function proposalOf(content: unknown, file: string): Proposal {
  if (!isJsonObject(content)) {
    throw new UsageError(
      `${file} holds no rule: it has to be an object, as JSON or as a default export.`,
    );
  }
  if (ruleKinds.some((kind) => content[kind] !== undefined)) {
    return { audiences: { preview: checkRule(content, 'preview') } };
  }
  const { traits, audiences } = isJsonObject(content['audiences'])
    ? content
    : { traits: undefined, audiences: content };
  const rules = Object.entries(audiences as JsonObject).map(
    ([name, rule]) => [name, checkRule(rule, `audience ${name}`)] as const,
  );
  return {
    ...(isJsonObject(traits) && { traits: traits as Record<string, never> }),
    audiences: Object.fromEntries(rules),
  };
}

function previewText(
  { audience, members: size, profiles, sample }: Preview,
  { audiences }: Proposal,
) {
  const rule = audiences[audience];
  return [
    `${colors.bold(audience)}: ${rule === undefined ? '' : ruleWords(rule)}`,
    `  ${colors.bold(grouped(size))} of ${grouped(profiles)} profiles`,
    ...sample.map((view) => `  ${personLine(view)}`),
  ].join('\n');
}

const personLine = (view: ProfileView): string =>
  `${view.profileId}  ${nameOf(view)}  ${colors.dim(`${grouped(view.events)} events, last ${view.lastSeenAt.slice(0, 16)}`)}`;
