import { type Command, Option } from 'commander';
import { rawBytes } from '../../domain/event/replay.ts';
import { addCommand, type CommonOptions, moment, wholeNumber } from '../options.ts';
import { printAsJson, printForPeople } from '../quarantine/list-records.ts';
import { type ReplayOptions, replay } from '../quarantine/replay.ts';
import { type Filter, recordOf, selectRecords, stateOf } from '../quarantine/select-records.ts';
import { recordText } from '../quarantine/show-record.ts';
import { print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface ListOptions extends CommonOptions, Filter {
  limit?: number;
}

interface ShowOptions extends CommonOptions {
  since?: number;
  raw?: true;
}

/** The records listed for people where nothing else is asked for. */
const page = 20;

export function addQuarantine(program: Command): void {
  const quarantine = program
    .command('quarantine')
    .description('what was rejected and why, and again after a fix');
  addList(quarantine);
  addShow(quarantine);
  addReplayOfRecords(quarantine);
}

const ofDeployment = 'of a deployment the last 30 days where absent';

const withFilter = (command: Command): Command =>
  command
    .option('--rule <name>', 'only what this rule rejected')
    .option('--source <name>', 'only what came from this source')
    .option(
      '--since <time>',
      `only what was rejected since then, such as 2h or 2026-01-31; ${ofDeployment}`,
      moment,
    );

function addList(quarantine: Command): void {
  withFilter(addCommand(quarantine, 'list'))
    .description('the rules that were broken, and the latest events that broke them')
    .addOption(
      new Option('--state <name>', 'what of them')
        .choices(['open', 'replayed', 'all'])
        .default('open'),
    )
    .option('--limit <n>', `how many events; ${page}, or all of them as JSON`, wholeNumber(1))
    .action((options: ListOptions) =>
      withPlatform(options, (platform) => {
        const records = selectRecords(platform, options);
        return options.json
          ? printAsJson(records, options.limit ?? Number.POSITIVE_INFINITY)
          : printForPeople(records, options.limit ?? page);
      }),
    );
}

function addShow(quarantine: Command): void {
  addCommand(quarantine, 'show')
    .description('one rejected event: the rule, the path, and what came')
    .argument('<id>', 'its id, or the beginning of it')
    .option('--raw', 'nothing but what came, to the byte')
    .option('--since <time>', `look for it from then on; ${ofDeployment}`, moment)
    .action((id: string, options: ShowOptions) =>
      withPlatform(options, async (platform) => {
        const record = await recordOf(platform, id, options.since);
        if (options.raw) process.stdout.write(rawBytes(record));
        else if (options.json) printJson({ state: stateOf(record), ...record });
        else print(recordText(record));
      }),
    );
}

function addReplayOfRecords(quarantine: Command): void {
  withFilter(addCommand(quarantine, 'replay'))
    .description(
      'send rejected events through the pipeline again, as if they had been good in time',
    )
    .argument('[id...]', 'ids, or their beginnings')
    .option('--all', 'everything that is open')
    .option(
      '--with <file>',
      'a corrected event in place of the one that ID names; without ID, lines of {"id", "event"}',
    )
    .option('--as <source>', 'send them under another source')
    .option('--dry-run', 'only say what would be taken now, and what would not')
    .addHelpText(
      'after',
      `
Twice does no harm: what has been taken is a duplicate. To correct many at once:
  cdp quarantine list --rule schema --json > rejected.ndjson    (make lines of {"id", "event"} of it)
  cdp quarantine replay --with corrected.ndjson`,
    )
    .action((ids: string[], options: ReplayOptions) =>
      withPlatform(options, (platform) => replay(platform, ids, options)),
    );
}
