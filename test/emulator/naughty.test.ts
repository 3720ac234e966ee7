import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EmulatorPlatform } from '../../shared/local/emulator-platform.ts';
import { silent } from '../../shared/ports/telemetry.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { damagesOf } from '../naughty/damages-of.ts';
import { type NaughtyInput, naughtyConfig, naughtyInputs } from '../naughty/naughty-inputs.ts';
import { onEmulators } from './on-emulators.ts';

const isJson = ({ body }: NaughtyInput): boolean => {
  try {
    return typeof JSON.parse(body.toString('utf8')) === 'object';
  } catch {
    return false;
  }
};

/** The messages: what is no JSON has one of its own; all else shares some, byte for byte, as a batch of any sender does. */
function packed(inputs: readonly NaughtyInput[]): Buffer[] {
  const events = inputs.filter((input) => input.userId !== undefined && isJson(input));
  const alone = inputs.filter((input) => !events.includes(input)).map(({ body }) => body);
  for (let start = 0; start < events.length; start += 50) {
    const texts = events.slice(start, start + 50).map(({ body }) => body.toString('utf8'));
    alone.push(Buffer.from(`[${texts.join(',')}]`));
  }
  return alone;
}

onEmulators('naughty', () => {
  it('over Pub/Sub, every message has an outcome, and what is applied comes through intact', async () => {
    const dir = await temporaryFolder();
    const configPath = join(dir, 'config.json');
    const config = naughtyConfig();
    await writeFile(configPath, JSON.stringify(config));
    const platform = await EmulatorPlatform.open({
      config,
      configPath,
      dir,
      // What fails is delivered again.
      onError: () => {},
      telemetry: silent,
    });
    try {
      const inputs = naughtyInputs();
      const attributes = { source: 'web' };
      await platform.publish(packed(inputs).map((data) => ({ data, attributes })));
      await platform.drain();
      const [web, ...others] = await platform.reconcile();
      expect(web).toMatchObject({ source: 'web', pending: 0, difference: 0 });
      expect(web?.accepted).toBeGreaterThanOrEqual(inputs.length);
      expect(others).toEqual([]);
      expect(await damagesOf(inputs, platform)).toEqual([]);
    } finally {
      await platform.close();
    }
  }, 600_000);
});
