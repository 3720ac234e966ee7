import { type Command, InvalidArgumentError } from 'commander';
import { addCommand, type CommonOptions } from '../options.ts';
import { grouped, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface SweepOptions extends CommonOptions {
  /** Milliseconds since 1970. */
  at?: number;
}

export function addSweep(program: Command): void {
  addCommand(program, 'sweep')
    .description('move on whom time alone has moved into or out of audiences, as the schedule does')
    .option('--at <time>', 'as if it were then, ISO 8601 (default: now)', time)
    .action((options: SweepOptions) =>
      withPlatform(options, async (platform) => {
        const swept = await platform.sweep(options.at);
        if (options.json) printJson(swept);
        else {
          print(
            `${grouped(swept.profiles)} profiles were due: ${grouped(swept.entered)} times somebody entered an audience, ${grouped(swept.exited)} times somebody left one`,
          );
        }
      }),
    );
}

function time(text: string): number {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new InvalidArgumentError('It takes a time such as 2026-01-31T08:00:00Z.');
}
