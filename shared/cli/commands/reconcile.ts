import type { Command } from 'commander';
import colors from 'picocolors';
import type { Period } from '../../ports/message-archive.ts';
import { UsageError } from '../errors.ts';
import { addCommand, type CommonOptions, moment } from '../options.ts';
import { print, printJson, table } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface ReconcileOptions extends CommonOptions {
  since?: number;
  until?: number;
}

export function addReconcile(program: Command): void {
  addCommand(program, 'reconcile')
    .description('the conservation law: every accepted event has exactly one outcome')
    .option(
      '--since <time>',
      'only what was accepted since then, such as 2h; of a deployment the last hour where absent',
      moment,
    )
    .option('--until <time>', 'only what was accepted before', moment)
    .action((options: ReconcileOptions) =>
      withPlatform(options, async (platform) => {
        const balances = await platform.reconcile(periodOf(options));
        const holds = balances.every(({ difference }) => difference === 0);
        if (!holds) process.exitCode = 1;
        if (options.json) {
          printJson({ holds, sources: balances });
          return;
        }
        const columns = [
          'accepted',
          'applied',
          'duplicate',
          'quarantined',
          'suppressed',
          'pending',
        ] as const;
        const rows = balances.map((balance) => [
          balance.source,
          ...columns.map((column) => balance[column]),
          balance.difference === 0 ? 'holds' : `off by ${balance.difference}`,
        ]);
        print(table(['source', ...columns, ''], rows));
        print(
          holds
            ? colors.green('accepted = applied + duplicate + quarantined + suppressed + pending')
            : colors.red('The law does not hold: events were lost or counted twice.'),
        );
      }),
    );
}

function periodOf({ backend, since, until }: ReconcileOptions): Period | undefined {
  if (since === undefined && until === undefined) return undefined;
  if (backend === 'embedded') {
    throw new UsageError(
      'The embedded backend accounts for everything: leave out --since and --until.',
    );
  }
  return { since, until };
}
