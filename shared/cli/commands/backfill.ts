import type { Command } from 'commander';
import { backfill } from '../../local/backfill.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { grouped, ProgressBar, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

export function addBackfill(program: Command): void {
  addCommand(program, 'backfill')
    .description(
      'count new or changed traits over all stored events, and judge new or changed audiences, for the profiles that there are',
    )
    .action((options: CommonOptions) =>
      withPlatform(options, async (platform) => {
        const bar = new ProgressBar('backfilling');
        const done = await backfill(platform, ({ done, total }) => bar.update(done, total)).finally(
          () => bar.stop(),
        );
        if (options.json) printJson(done);
        else if (done.profiles === 0) print('every profile is up to date with the configuration');
        else {
          print(
            `${grouped(done.profiles)} profiles brought up to date: ${grouped(done.entered)} times somebody entered an audience, ${grouped(done.exited)} times somebody left one`,
          );
        }
      }),
    );
}
