import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { describe, onTestFinished } from 'vitest';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const executable = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((dir) => names.map((name) => join(dir, name)))
  .find(isExecutable);

/** A suite in Chromium; skipped where there is none, unless `REQUIRE_CHROMIUM=1`. */
export function onChromium(name: string, suite: () => void): void {
  if (executable === undefined) {
    const hint = `There is no ${names.join(', ')} on the PATH: apt-get install chromium`;
    if (process.env['REQUIRE_CHROMIUM'] === '1') {
      throw new Error(`REQUIRE_CHROMIUM is set, but: ${hint}`);
    }
    console.warn(`\nSKIPPED: the browser suites (test/browser) do not run. ${hint}\n`);
  }
  describe.skipIf(executable === undefined)(name, suite);
}

/** A browser that has never been used, which talks to nobody but the pages that it is given; closed when the test is over. */
export async function freshBrowser(): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(await temporaryFolder(), {
    executablePath: executable ?? '',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  onTestFinished(() => context.close());
  return context;
}
