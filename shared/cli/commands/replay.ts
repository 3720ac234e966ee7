import type { Command } from 'commander';
import colors from 'picocolors';
import { sourceOf } from '../../domain/event/expand-message.ts';
import { replayOfArchived } from '../../domain/event/replay.ts';
import { horizonStart } from '../../domain/profile/seen.ts';
import type { Platform } from '../../local/platform.ts';
import type { OutgoingMessage } from '../../ports/event-bus.ts';
import { CommandError } from '../errors.ts';
import { addCommand, type CommonOptions, moment } from '../options.ts';
import { outcomeTable, tallySince } from '../outcomes.ts';
import { grouped, note, ProgressBar, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface ReplayOptions extends CommonOptions {
  since?: number;
  until?: number;
  source?: string;
  dryRun?: true;
}

/** Messages that are published at once. */
const packMessages = 200;

export function addReplay(program: Command): void {
  addCommand(program, 'replay')
    .description('send what was accepted through the pipeline again, from the archive')
    .option('--since <time>', 'only what was received since then, such as 2h or 2026-01-31', moment)
    .option('--until <time>', 'only what was received, and corrected, before', moment)
    .option('--source <name>', 'only what came from this source')
    .option('--dry-run', 'only count the messages')
    .addHelpText(
      'after',
      '\nTwice does no harm: what a profile has seen is a duplicate. What was rejected and would now be taken is taken.',
    )
    .action((options: ReplayOptions) =>
      withPlatform(options, (platform) => replay(platform, options)),
    );
}

async function replay(platform: Platform, options: ReplayOptions): Promise<void> {
  const begun = Date.now();
  const remembered = (await isEmpty(platform)) ? Number.NEGATIVE_INFINITY : horizonStart(begun);
  const { since = remembered, until = begun, source, dryRun, json } = options;
  if (since < remembered) throw beyondHorizon(remembered);
  const before = await platform.tally();
  let messages = 0;
  let older = 0;
  let pack: OutgoingMessage[] = [];
  const publish = async () => {
    messages += pack.length;
    if (!dryRun && pack.length > 0) await platform.publish(pack);
    pack = [];
  };
  for await (const archived of platform.archive(undefined, { since: options.since, until })) {
    const again = replayOfArchived(archived);
    if (again === undefined) continue;
    if (source !== undefined && sourceOf(again.attributes) !== source) continue;
    const receivedAt = Date.parse(again.attributes['receivedAt'] ?? archived.publishTime);
    if (receivedAt < remembered) older += 1;
    if (receivedAt < since || receivedAt >= until) continue;
    pack.push(again);
    if (pack.length === packMessages) await publish();
  }
  await publish();
  if (older > 0 && options.since === undefined) noteOlder(older, remembered);
  if (dryRun) {
    if (json) printJson({ dryRun: true, messages });
    else print(`${grouped(messages)} messages would be sent again.`);
    return;
  }
  const bar = new ProgressBar('replaying');
  if (messages > 0) await platform.drain(({ done, total }) => bar.update(done, total));
  bar.stop();
  report(platform, messages, tallySince(before, await platform.tally()), json);
}

async function isEmpty({ store }: Platform): Promise<boolean> {
  for await (const _ of store.views()) return false;
  return true;
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

const beyondHorizon = (remembered: number): CommandError =>
  new CommandError(
    `Profiles remember for 7 days of arrivals what they have seen; of what was received before ${day(remembered)}, they would count again what they have. Say --since ${day(remembered)}, or replay into an empty store: there, all of it.`,
  );

const noteOlder = (older: number, remembered: number): void =>
  note(
    colors.yellow(
      `${grouped(older)} messages received before ${day(remembered)} are left out: profiles may no longer know whether they have seen them.`,
    ),
  );

function report(
  { tellsOutcomes }: Platform,
  messages: number,
  outcomes: ReturnType<typeof tallySince>,
  json: boolean,
): void {
  if (json) printJson({ messages, ...(tellsOutcomes && { outcomes }) });
  else if (!tellsOutcomes) print(`${grouped(messages)} messages are with Pub/Sub.`);
  else {
    print(`${grouped(messages)} messages sent again`);
    if (Object.keys(outcomes).length > 0) print(outcomeTable(outcomes));
  }
}
