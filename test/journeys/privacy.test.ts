import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import { cdpJson, runCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const config = ['--config', 'examples/privacy/cdp.config.ts'];

const events = [
  {
    type: 'identify',
    anonymousId: 'a1',
    traits: { email: ' Mei@Example.com', name: 'Mei Tanaka', birthday: '1990-05-17' },
  },
  {
    type: 'identify',
    anonymousId: 'a2',
    traits: { email: 'mei@example.com', phone: '+442079460123' },
  },
  {
    type: 'track',
    event: 'Survey Answered',
    anonymousId: 'a1',
    context: {
      traits: { email: 'mei@example.com' },
      externalIds: [{ type: 'email', id: 'mei@example.com' }],
    },
    properties: {
      survey_id: 's-1',
      score: '9',
      reply_to: 'mei@example.com',
      ip: '192.0.2.7',
      mood: 'good',
    },
  },
]
  .map((event) => JSON.stringify(event))
  .join('\n');

function withPepper(pepper: string): void {
  vi.stubEnv('CDP_PII_PEPPER', pepper);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

describe('the example of privacy', () => {
  it('matches emails by their hash, drops what is not needed, and masks names in exports', async () => {
    withPepper('a secret of the test, long and not random');
    const dir = await temporaryFolder();
    const cdp = <T>(...args: string[]) => cdpJson<T>([...args, '--data', dir, ...config], events);
    await cdp('ingest', '-');
    const profile = await cdp<ProfileView>('profile', 'anonymous_id:a1');
    const hash = profile.traits?.['email'];
    expect(hash).toMatch(/^hmac-sha256:[0-9a-f]{64}$/);
    expect(profile).toMatchObject({
      identifiers: { anonymous_id: ['a1', 'a2'], email: [hash] },
      traits: { name: 'Mei Tanaka', phone: '+442079460123' },
      computed: { last_reply_to: 'mei@example.com', surveys: 1 },
    });
    expect(profile.traits).not.toHaveProperty('birthday');

    await cdp('export', 'snapshot', '--out', dir, '--format', 'ndjson');
    const [line] = (await readFile(join(dir, 'profiles.ndjson'), 'utf8')).trim().split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      identifiers: { email: [hash], phone: ['***'] },
      traits: { email: hash, name: '***', phone: '***' },
      computed: { last_reply_to: 'm***@example.com', surveys: 1 },
    });

    await cdp('export', 'snapshot');
    expect(await cdp('query', 'SELECT kind, value FROM identifiers ORDER BY kind, value')).toEqual([
      { kind: 'anonymous_id', value: 'a1' },
      { kind: 'anonymous_id', value: 'a2' },
      { kind: 'email', value: hash },
      { kind: 'phone', value: '***' },
    ]);

    await cdp('export', 'events');
    const [row] = await cdp<Record<string, unknown>[]>(
      'query',
      "SELECT properties, context, flags FROM events WHERE event = 'Survey Answered'",
    );
    expect(JSON.stringify(row)).not.toMatch(/192\.0\.2\.7|mei@/i);
    expect(row?.['properties']).toEqual({
      survey_id: 's-1',
      score: 9,
      reply_to: 'm***@example.com',
    });
    expect(row?.['flags']).toMatchObject([
      { rule: 'unplanned-property', path: '/properties/mood', value: 'good' },
    ]);
  }, 120_000);

  it('does not start without the secret, and says what to do', async () => {
    withPepper('');
    const dir = await temporaryFolder();
    const { status, stderr } = await runCdp(['ingest', '-', '--data', dir, ...config], events);
    expect(status).toBe(1);
    expect(stderr).toContain('customer.v1');
    expect(stderr).toContain('set CDP_PII_PEPPER');
  });
});
