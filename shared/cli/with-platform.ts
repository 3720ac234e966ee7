import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import colors from 'picocolors';
import type { Platform } from '../local/platform.ts';
import { loadConfig, configPath as pathOfConfig, readConfig } from '../runtime/load-config.ts';
import { telemetry } from '../runtime/telemetry.ts';
import { CommandError } from './errors.ts';
import type { CommonOptions } from './options.ts';
import { note } from './terminal.ts';

/** Opens the platform of a backend, does the work, and closes it, whatever happens. */
export async function withPlatform<T>(
  options: CommonOptions,
  work: (platform: Platform) => Promise<T>,
): Promise<T> {
  const platform = await openPlatform(options);
  try {
    return await work(platform);
  } finally {
    await platform.close();
    await platform.telemetry.flush('now');
  }
}

/** Opens the platform of a backend. What a backend needs is loaded only where that backend is asked for. */
async function openPlatform(options: CommonOptions): Promise<Platform> {
  const dir = resolve(options.data);
  requireFolder(dir);
  switch (options.backend) {
    case 'embedded': {
      const { EmbeddedPlatform } = await import('../local/embedded-platform.ts');
      return new EmbeddedPlatform({
        config: await loadConfig(options.config),
        dir,
        telemetry: await telemetry(),
      });
    }
    case 'emulators': {
      const { EmulatorPlatform } = await import('../local/emulator-platform.ts');
      const configPath = pathOfConfig(options.config);
      const config = await readConfig(configPath);
      return EmulatorPlatform.open({
        config,
        configPath,
        dir,
        onError: reportOnce(),
        telemetry: await telemetry(),
      }).catch((error: Error) => {
        throw new CommandError(error.message);
      });
    }
    case 'gcp': {
      const { CloudPlatform } = await import('../local/cloud-platform.ts');
      return CloudPlatform.open(await loadConfig(options.config)).catch((error: Error) => {
        throw new CommandError(error.message);
      });
    }
  }
}

/** @throws CommandError where the data folder can't be one. */
function requireFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw new CommandError(
      `${dir} can't hold the data: ${(error as Error).message}. Give --data a folder.`,
    );
  }
}

/** Tells of a failure that is tried again, once for each message. */
function reportOnce(): (error: Error) => void {
  const told = new Set<string>();
  return ({ message }) => {
    if (told.has(message)) return;
    told.add(message);
    note(colors.yellow(`tried again: ${message}`));
  };
}
