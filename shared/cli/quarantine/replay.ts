import colors from 'picocolors';
import type { Platform } from '../../local/platform.ts';
import { UsageError } from '../errors.ts';
import type { CommonOptions } from '../options.ts';
import { grouped, note, oneLine, ProgressBar, print, printJson, table } from '../terminal.ts';
import { jobsOf, type Selection } from './jobs.ts';
import { shortId } from './list-records.ts';
import { type Job, judge, type Replayed, replayJobs, requireGood } from './replay-records.ts';

export interface ReplayOptions extends CommonOptions, Selection {
  /** The source to send them under. */
  as?: string;
  dryRun?: true;
}

/** What is said of an event that is rejected. */
interface Failing {
  id: string;
  rule: string;
  path: string;
  message: string;
}

/** The failing events that are listed for people. */
const page = 20;

/** Replays records, or says what would become of them. */
export async function replay(
  platform: Platform,
  ids: readonly string[],
  options: ReplayOptions,
): Promise<void> {
  const { as, dryRun: dry, json, backend: _, data: __, config: ___, ...selection } = options;
  requireKnown(platform, as);
  const jobs = await jobsOf(platform, ids, selection);
  if (dry) {
    await dryRun(platform, jobs, options);
    return;
  }
  if (Array.isArray(jobs) && options.with !== undefined) await requireGood(platform, jobs, as);
  const bar = new ProgressBar('replaying');
  const result = await replayJobs(platform, jobs, as, (done, total) => bar.update(done, total));
  bar.stop();
  if (json) printJson(platform.tellsOutcomes ? asJson(result) : { sent: result.sent });
  else report(platform, result);
}

function requireKnown({ rules }: Platform, source: string | undefined): void {
  const known = Object.keys(rules.sources);
  if (source === undefined || known.includes(source)) return;
  throw new UsageError(`No source is named ${source}: --as with one of ${known.join(', ')}.`);
}

async function dryRun(
  platform: Platform,
  jobs: readonly Job[] | AsyncIterable<Job>,
  { as, json }: ReplayOptions,
): Promise<void> {
  let passing = 0;
  const failing: Failing[] = [];
  for await (const { record, rejection } of judge(platform, jobs, as)) {
    if (rejection === undefined) passing += 1;
    else failing.push(failingOf({ ...rejection, id: record.id }));
  }
  if (json) {
    printJson({ dryRun: true, passing, failing });
    return;
  }
  const not = `${grouped(failing.length)} would not`;
  print(
    `${colors.green(`${grouped(passing)} would be taken`)}, ${failing.length === 0 ? not : colors.red(not)}.`,
  );
  printFailing(failing);
}

const failingOf = ({ id, rule, path, message }: Failing): Failing => ({ id, rule, path, message });

const asJson = ({ rejected, ...rest }: Replayed) => ({
  ...rest,
  rejected: rejected.map(failingOf),
});

function report({ tellsOutcomes }: Platform, { sent, taken, rejected }: Replayed): void {
  if (!tellsOutcomes) {
    print(`${grouped(sent)} events are with Pub/Sub; their outcomes come on the topic outcomes.`);
    return;
  }
  const outcomes = Object.entries(taken).map(([outcome, count]) => `${grouped(count)} ${outcome}`);
  if (rejected.length > 0) outcomes.push(colors.red(`${grouped(rejected.length)} rejected again`));
  print(`${grouped(sent)} replayed: ${outcomes.join(', ') || 'there was nothing to do'}`);
  printFailing(rejected);
  if (rejected.length === 0) return;
  note(
    colors.dim(
      'a platform that runs goes on with the configuration that it began with: start cdp serve anew after a change',
    ),
  );
}

function printFailing(failing: readonly Failing[]): void {
  if (failing.length === 0) return;
  print(
    table(
      ['id', 'rule', 'path', 'what is wrong'],
      failing
        .slice(0, page)
        .map((one) => [
          shortId(one),
          oneLine(one.rule),
          oneLine(one.path),
          oneLine(one.message, 90),
        ]),
    ),
  );
  if (failing.length > page) {
    note(colors.dim(`and ${grouped(failing.length - page)} more: --json shows all`));
  }
}
