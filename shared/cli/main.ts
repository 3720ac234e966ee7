import { Command, CommanderError } from 'commander';
import colors from 'picocolors';
import { ArchiveError } from '../ports/message-archive.ts';
import { ConfigError } from '../runtime/load-config.ts';
import { addAudience } from './commands/audience.ts';
import { addBackfill } from './commands/backfill.ts';
import { addDeliveries } from './commands/deliveries.ts';
import { addDemo } from './commands/demo.ts';
import { addDestination } from './commands/destination.ts';
import { addExport } from './commands/export.ts';
import { addIngest } from './commands/ingest.ts';
import { addKey } from './commands/key.ts';
import { addLookup } from './commands/lookup.ts';
import { addProfile } from './commands/profile.ts';
import { addQuarantine } from './commands/quarantine.ts';
import { addQuery } from './commands/query.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addReplay } from './commands/replay.ts';
import { addSchema } from './commands/schema.ts';
import { addServe } from './commands/serve.ts';
import { addSever } from './commands/sever.ts';
import { addSimulate } from './commands/simulate.ts';
import { addStats } from './commands/stats.ts';
import { addSweep } from './commands/sweep.ts';
import { addTail } from './commands/tail.ts';
import { CommandError, UsageError } from './errors.ts';
import { note } from './terminal.ts';

/** Runs `cdp`. Sets the exit status: 0 done, 1 failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await commandLine().parseAsync(argv, { from: 'user' });
  } catch (error) {
    process.exitCode = statusOf(error);
  }
}

/** In the order of the help. */
const commands = [
  addServe,
  addDemo,
  addIngest,
  addProfile,
  addSever,
  addLookup,
  addAudience,
  addSweep,
  addBackfill,
  addDestination,
  addDeliveries,
  addExport,
  addQuery,
  addTail,
  addStats,
  addQuarantine,
  addReplay,
  addReconcile,
  addKey,
  addSchema,
  addSimulate,
];

function commandLine(): Command {
  const program = new Command('cdp')
    .description('Tributary, a customer data platform: events in, unified profiles out.')
    .showHelpAfterError('(cdp COMMAND --help says more)')
    .exitOverride();
  for (const add of commands) add(program);
  inherit(program);
  return program;
}

/** Commands that were added under a parent take its settings over, and so do theirs. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inherit(command);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isExpected(error)) {
    note(colors.red(error.message));
    return error instanceof UsageError ? 2 : 1;
  }
  note(colors.red(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return 1;
}

const isExpected = (error: unknown): error is Error =>
  error instanceof UsageError ||
  error instanceof CommandError ||
  error instanceof ConfigError ||
  error instanceof ArchiveError;
