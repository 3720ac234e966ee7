import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Passed } from '../../shared/local/passed.ts';
import { cdpJson, collectOutput, printed, runCdp, startCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const lines = [
  { type: 'page', anonymousId: 'a1', messageId: 'visit', timestamp: '2026-01-01T00:00:00Z' },
  {
    type: 'identify',
    userId: 'u1',
    anonymousId: 'a1',
    messageId: 'login',
    traits: { plan: 'pro' },
    timestamp: '2026-01-01T00:00:01Z',
  },
  { type: 'identify', userId: 'u1', messageId: 'login', traits: { plan: 'pro' } },
  { type: 'purchase', userId: 'u1', messageId: '\u001b[2J' },
].map((event) => JSON.stringify(event));

/** Resolves once a process has said something on standard error. */
async function said(child: ChildProcess, text: string): Promise<void> {
  let stderr = '';
  for await (const chunk of child.stderr?.setEncoding('utf8') ?? []) {
    stderr += chunk;
    if (stderr.includes(text)) return;
  }
  throw new Error(`It never said "${text}": ${stderr}`);
}

describe('cdp tail', () => {
  it('shows what passes in another process, what became of it and what it did, and ends on Ctrl-C', async () => {
    const dir = await temporaryFolder();
    const serving = startCdp(['serve', '--port', '0', '--data', dir, '--json']);
    const served = collectOutput(serving);
    await printed(serving, '\n');
    const tailing = startCdp(['tail', '--data', dir, '--json']);
    await said(tailing, 'waiting for events');
    const shown = printed(tailing, '"quarantined"');
    await cdpJson(['ingest', '-', '--data', dir], lines.join('\n'));
    const passed = (await shown)
      .trim()
      .split('\n')
      .map((line): Passed => JSON.parse(line));
    expect(passed).toMatchObject([
      { source: 'web', outcome: 'applied', event: { messageId: 'visit' } },
      {
        outcome: 'applied',
        event: { type: 'identify', userId: 'u1' },
        trace: {
          seen: 'applied',
          identifiers: ['user_id:u1'],
          links: [{ a: 'anonymous_id:a1', b: 'user_id:u1' }],
          values: ['traits.plan'],
        },
      },
      { outcome: 'duplicate', trace: { profileId: passed[1]?.trace?.profileId } },
      { outcome: 'quarantined', rejection: { rule: 'schema', path: '/type' } },
    ]);
    tailing.kill('SIGINT');
    const [status] = (await once(tailing, 'close')) as [number | null];
    expect(status).toBe(0);
    serving.kill('SIGTERM');
    expect(await served).toMatchObject({ status: 0 });
  }, 120_000);

  it('shows what has passed, filtered and for people, and ends when it has shown enough', async () => {
    const dir = await temporaryFolder();
    await cdpJson(['ingest', '-', '--data', dir], lines.join('\n'));
    const since = ['tail', '--since', '10m', '--data', dir];
    const { stdout } = await runCdp([...since, '--limit', '4']);
    const shown = stdout.trimEnd().split('\n');
    expect(shown).toHaveLength(4);
    expect(shown[0]).toMatch(/web +page +visitor a1 +applied +→ [0-9a-f]{12}/);
    expect(shown[1]).toContain('anonymous_id:a1 = user_id:u1  set traits.plan');
    expect(shown[3]).toMatch(/purchase +u1 +quarantined +schema \/type/);
    expect(stdout).not.toContain('\u001b');
    const one = async (...filter: string[]) => {
      const { stdout } = await runCdp([...since, '--json', '--limit', '1', ...filter]);
      return (JSON.parse(stdout) as Passed).event?.['messageId'];
    };
    expect(await one('--outcome', 'duplicate')).toBe('login');
    expect(await one('--event', 'purchase')).toBe('\u001b[2J');
    expect(await one('--profile', 'user_id:u1')).toBe('visit');
  }, 120_000);
});
