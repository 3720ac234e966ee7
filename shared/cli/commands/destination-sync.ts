import type { Command } from 'commander';
import colors from 'picocolors';
import type { Platform } from '../../local/platform.ts';
import { syncDestination } from '../../runtime/activation/sync-destination.ts';
import { destinationOf } from '../destination-of.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { grouped, note, ProgressBar, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

export function addSync(destination: Command): void {
  addCommand(destination, 'sync')
    .description('tell a destination of everybody who belongs to its audiences already')
    .argument('<name>')
    .addHelpText(
      'after',
      `
A destination hears of who enters and leaves from the time that it is configured; this is for those who were members before. Each is one
delivery "audience.entered", with consent and retries as ever. Twice does no harm: who was told is not told again.`,
    )
    .action((name: string, options: CommonOptions) =>
      withPlatform(options, (platform) => sync(platform, name, options)),
    );
}

async function sync(platform: Platform, name: string, { json }: CommonOptions): Promise<void> {
  const { activation, wake, drain } = await platform.activation();
  const destination = destinationOf(activation.destinations, name);
  const bar = new ProgressBar('syncing');
  const synced = await syncDestination(destination, platform.store, activation, wake, (share) =>
    bar.update(Math.round(share * 100), 100),
  ).finally(() => bar.stop());
  await drain();
  if (json) {
    printJson({ destination: name, ...synced });
    return;
  }
  const before = synced.members - synced.accepted;
  print(
    `${name}: ${grouped(synced.accepted)} members told${before > 0 ? `, ${grouped(before)} were told before` : ''}`,
  );
  note(colors.dim(`what became of it: cdp deliveries --destination ${name}`));
}
