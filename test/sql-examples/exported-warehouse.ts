import { join } from 'node:path';
import { exportHere } from '../../functions/export/export.ts';
import { exportTarget } from '../../functions/export/targets.ts';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import { exporterOf } from '../../shared/local/exporter-of.ts';
import { readConfig } from '../../shared/runtime/load-config.ts';
import { checkout } from '../builders/run-cdp.ts';

const perMessage = 100;

/**
 * A platform in this process that has dealt with what its sources were sent, a message for every hundred, and has exported the snapshot and the events.
 * @param config the path of its configuration in the checkout. @param dir its data folder. Whoever asks for it closes it.
 */
export async function exportedWarehouse(
  config: string,
  dir: string,
  sent: readonly (readonly [source: string, items: readonly object[]])[],
): Promise<EmbeddedPlatform> {
  const platform = new EmbeddedPlatform({ config: await readConfig(join(checkout, config)), dir });
  for (const [source, items] of sent) {
    for (let from = 0; from < items.length; from += perMessage) {
      const data = Buffer.from(JSON.stringify(items.slice(from, from + perMessage)));
      await platform.publish([{ data, attributes: { source } }]);
    }
  }
  await platform.drain();
  const exporter = await exporterOf(platform);
  for (const name of ['profiles', 'events']) {
    const target = exportTarget(name, platform.rules);
    await exportHere(exporter, target, { id: 'only', at: Date.now() });
  }
  return platform;
}
