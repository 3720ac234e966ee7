import type { ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import { collectOutput, type Finished, printed, startCdp } from './run-cdp.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A running platform. */
export interface Served {
  dir: string;
  url: string;
  child: ChildProcess;
  finished: Promise<Finished>;
}

/** Starts `cdp serve` on a free port and a folder of its own; what a test leaves running ends with it. */
export async function serveCdp(...more: string[]): Promise<Served> {
  const given = more.indexOf('--data');
  const dir = (given >= 0 && more[given + 1]) || (await temporaryFolder());
  const child = startCdp([
    'serve',
    '--port',
    '0',
    '--json',
    ...more,
    ...(given < 0 ? ['--data', dir] : []),
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const finished = collectOutput(child);
  const { url } = JSON.parse(await printed(child, '\n')) as { url: string };
  return { dir, url, child, finished };
}

/** Asks for a profile until it is as expected: it comes some milliseconds after its events were accepted. */
export async function profileWhen(
  url: string,
  identifier: string,
  isReady: (profile: ProfileView) => boolean = () => true,
): Promise<ProfileView> {
  for (;;) {
    const response = await fetch(`${url}/v1/profiles/${encodeURIComponent(identifier)}`);
    const answer = (await response.json()) as ProfileView;
    if (response.status === 200 && isReady(answer)) return answer;
    if (response.status >= 500) throw new Error(JSON.stringify(answer));
  }
}
