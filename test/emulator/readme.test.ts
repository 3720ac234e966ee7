import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readTopology } from '../../shared/adapters/pubsub/topology.ts';
import {
  cdpJson,
  checkout,
  collectOutput,
  type Finished,
  printed,
  startCdp,
} from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { onEmulators } from './on-emulators.ts';

const readme = await readFile(join(checkout, 'README.md'), 'utf8');

/** The text of a snippet of the README, by the file name in its first line. */
function snippet(name: string): string {
  const found = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].find(([, code]) =>
    code?.startsWith(`// ${name}\n`),
  );
  if (found?.[1] === undefined) throw new Error(`The README has no snippet ${name}.`);
  return found[1];
}

/** Runs a snippet as it stands, in the folder of the checkout. */
async function runSnippet(name: string, env: NodeJS.ProcessEnv): Promise<Finished> {
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: checkout,
    env,
  });
  child.stdin.end(snippet(name));
  return collectOutput(child);
}

onEmulators('readme', () => {
  it('publishes an event, reads the profile and requests an export, each as the README says', async () => {
    const dir = await temporaryFolder();
    const platform = startCdp(
      ['serve', '--backend', 'emulators', '--port', '0', '--data', dir, '--json'],
      process.env,
    );
    const ended = collectOutput(platform);
    onTestFinished(async () => {
      platform.kill('SIGTERM');
      await ended;
    });
    const started = JSON.parse(await printed(platform, '\n')) as { environment: NodeJS.ProcessEnv };
    const environment = { ...process.env, ...started.environment };

    expect(await runSnippet('publish-event.mjs', environment)).toMatchObject({ status: 0 });
    let profile = { traits: undefined };
    while (profile.traits === undefined) {
      const { status, stdout } = await runSnippet('read-profile.mjs', environment);
      expect(status).toBe(0);
      profile = JSON.parse(stdout) as typeof profile;
    }
    expect(profile).toEqual({
      traits: { name: 'Mei Tanaka', email: 'mei@example.com' },
      identifiers: { user_id: ['u-1'], email: ['mei@example.com'], anonymous_id: ['browser-1'] },
    });

    expect(await runSnippet('request-export.mjs', environment)).toMatchObject({ status: 0 });
    const sql = "SELECT JSON_VALUE(traits, '$.name') AS name FROM profiles";
    let rows: object[] = [];
    while (rows.length === 0) {
      rows = await cdpJson(['query', sql, '--backend', 'emulators', '--data', dir]);
    }
    expect(rows).toEqual([{ name: 'Mei Tanaka' }]);
  }, 120_000);
});

describe('the schedule of the README', () => {
  it('publishes on a topic that feeds the function export', () => {
    const topic = /gcloud scheduler jobs create pubsub .*--topic=(\S+)/.exec(readme)?.[1];
    const fed = readTopology().subscriptions.find(({ name }) => name === 'export');
    expect(topic).toBe(fed?.topic);
  });
});
