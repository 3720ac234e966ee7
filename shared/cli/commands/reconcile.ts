import type { Command } from 'commander';
import colors from 'picocolors';
import { addCommand, type CommonOptions } from '../options.ts';
import { print, printJson, table } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

export function addReconcile(program: Command): void {
  addCommand(program, 'reconcile')
    .description('the conservation law: every accepted event has exactly one outcome')
    .action((options: CommonOptions) =>
      withPlatform(options, async (platform) => {
        const balances = await platform.reconcile();
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
