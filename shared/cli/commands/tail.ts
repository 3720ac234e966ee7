import { once } from 'node:events';
import { type Command, Option } from 'commander';
import colors from 'picocolors';
import type { Outcome } from '../../domain/event/event.ts';
import { identifierKey } from '../../domain/identity/identifier.ts';
import type { Passed, PassedBy } from '../../local/passed.ts';
import type { Platform } from '../../local/platform.ts';
import { untilInterrupted } from '../../local/until-interrupted.ts';
import { findProfile } from '../../runtime/profile-loader.ts';
import { UsageError } from '../errors.ts';
import { identifierOf } from '../identifier-argument.ts';
import { addCommand, type CommonOptions, moment, wholeNumber } from '../options.ts';
import { passedByText, passedText } from '../tail-text.ts';
import { note } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface TailOptions extends CommonOptions {
  source?: string;
  outcome?: Outcome;
  event?: string;
  profile?: string;
  since?: number;
  limit?: number;
}

const outcomes: readonly Outcome[] = ['applied', 'duplicate', 'quarantined', 'suppressed'];

export function addTail(program: Command): void {
  addCommand(program, 'tail')
    .description('events as they pass, with what became of each and what it did')
    .option('--source <name>', 'only what comes from this source')
    .addOption(new Option('--outcome <name>', 'only what met this outcome').choices(outcomes))
    .option('--event <name>', 'only events of this name, or of this type')
    .option('--profile <kind:value>', 'only what is about this person')
    .option('--since <time>', 'from then on, such as 5m ago; on the embedded backend', moment)
    .option('--limit <n>', 'end after so many events', wholeNumber(1))
    .addHelpText('after', '\nIt looks on; the platform is run by: cdp serve')
    .action((options: TailOptions) => withPlatform(options, (platform) => tail(platform, options)));
}

async function tail(platform: Platform, options: TailOptions): Promise<void> {
  if (options.since !== undefined && options.backend !== 'embedded') {
    throw new UsageError('--since reads the log of the embedded backend; a topic has no past.');
  }
  const isWanted = filterOf(platform, options);
  const ended = untilInterrupted();
  // Whoever reads the lines may have seen enough, as `head` has.
  process.stdout.on('error', () => ended.abort());
  const { source, since, limit = Number.POSITIVE_INFINITY } = options;
  let shown = 0;
  const watched = platform.watch({
    signal: ended.signal,
    ...(source !== undefined && { source }),
    ...(since !== undefined && { since }),
  });
  note(colors.dim('waiting for events; Ctrl-C ends it'));
  for await (const item of watched) {
    if (item.kind === 'passed' && !(await isWanted(item))) continue;
    await write(lineOf(item, options.json), ended.signal);
    if (item.kind === 'passed') shown += 1;
    if (shown >= limit || ended.signal.aborted) break;
  }
}

const lineOf = (item: Passed | PassedBy, json: boolean): string => {
  if (json) return JSON.stringify(item);
  return item.kind === 'passed' ? passedText(item) : passedByText(item);
};

/** No faster than the terminal takes it. */
async function write(line: string, signal: AbortSignal): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) {
    await once(process.stdout, 'drain', { signal }).catch(() => undefined);
  }
}

/** Which events are asked for. A person's are those that her profile holds, by whichever identifier they came. */
function filterOf(
  { rules, store }: Platform,
  { outcome, event: name, profile }: TailOptions,
): (passed: Passed) => Promise<boolean> {
  const identifier = profile === undefined ? undefined : identifierOf(profile, rules.identity);
  return async (passed) => {
    if (outcome !== undefined && passed.outcome !== outcome) return false;
    if (name !== undefined && !named(passed, name)) return false;
    if (identifier === undefined) return true;
    if (passed.trace === undefined) {
      const { userId, anonymousId } = passed.event ?? {};
      const keys = [`user_id:${String(userId)}`, `anonymous_id:${String(anonymousId)}`];
      return keys.includes(identifierKey(identifier));
    }
    return (await findProfile(store, identifier))?.profileId === passed.trace.profileId;
  };
}

const named = ({ event = {} }: Passed, name: string): boolean =>
  [event['type'], event['event'], event['name']].includes(name);
