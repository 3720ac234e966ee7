import type { Command } from 'commander';
import type { PlatformFigures } from '../../adapters/telemetry/figures.ts';
import { CommandError } from '../errors.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { statsText } from '../stats-text.ts';
import { print, printJson } from '../terminal.ts';

interface StatsOptions extends CommonOptions {
  url: string;
}

export function addStats(program: Command): void {
  addCommand(program, 'stats')
    .description('rates, outcomes and latencies of the platform that is running')
    .option('--url <url>', 'where `cdp serve` listens', 'http://localhost:8080')
    .action(async ({ url, json }: StatsOptions) => {
      const figures = await read(new URL('/v1/stats', url));
      if (json) printJson(figures);
      else print(statsText(figures));
    });
}

async function read(url: URL): Promise<PlatformFigures> {
  const response = await fetch(url).catch((error: Error) => {
    throw new CommandError(
      `Nothing answers at ${url.origin} (${error.message}): run cdp serve, or say where it listens with --url.`,
    );
  });
  if (!response.ok) throw new CommandError(`${url} answers ${response.status}.`);
  return (await response.json()) as PlatformFigures;
}
