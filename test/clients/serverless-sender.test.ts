import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { cdpJson, checkout, collectOutput } from '../builders/run-cdp.ts';
import { developmentKey } from '../builders/running-platform.ts';
import { profileWhen, serveCdp } from '../builders/serve-cdp.ts';

/** What a function of somebody's does: it sends, waits for the flush, and is gone. */
const sender = `
  import { Analytics } from '@segment/analytics-node';
  const [host, writeKey, count] = process.argv.slice(1);
  const analytics = new Analytics({ host, writeKey, flushAt: 20 });
  for (let index = 0; index < Number(count); index += 1) {
    analytics.track({ userId: 'u-lambda', event: 'Invoked', properties: { index } });
  }
  await analytics.flush();
  process.exit(0);`;

it('a sender that ends right after its flush loses nothing, even if the platform is killed then', async () => {
  const { dir, url, child, finished } = await serveCdp();
  const args = ['--input-type=module', '--eval', sender, url, developmentKey, '250'];
  const sent = await collectOutput(spawn(process.execPath, args, { cwd: checkout }));
  child.kill('SIGKILL');
  expect(sent).toEqual({ status: 0, stdout: '', stderr: '' });
  expect((await finished).status).toBe(null);

  const again = await serveCdp('--data', dir);
  const profile = await profileWhen(again.url, 'user_id:u-lambda', ({ events }) => events >= 250);
  expect(profile.events).toBe(250);
  expect(await cdpJson(['reconcile', '--data', dir])).toMatchObject({
    holds: true,
    sources: [{ accepted: 250, applied: 250, pending: 0 }],
  });
}, 180_000);
