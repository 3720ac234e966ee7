import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AudienceExplanation } from '../../shared/domain/profile/explain-audience.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { Preview } from '../../shared/local/preview-audiences.ts';
import { cdpJson, runCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const day = 86_400_000;
const identity = {
  kinds: [
    { kind: 'user_id', limit: 1 },
    { kind: 'anonymous_id', limit: 9 },
  ],
};
const sources = { web: {} };
const before = { sources, identity, traits: { orders: { count: 'Coffee Bought' } } };
const after = {
  sources,
  identity,
  traits: {
    orders: { count: 'Coffee Bought' },
    orders_7d: { count: 'Coffee Bought', window: '7d' },
  },
  audiences: {
    lapsed: {
      all: [
        { path: 'computed.orders', gte: 1 },
        { path: 'computed.orders_7d', eq: 0 },
      ],
    },
  },
};

/** People who bought some days ago, one each day. */
const events = Array.from({ length: 10 }, (_, days) => ({
  type: 'track',
  event: 'Coffee Bought',
  messageId: `m${days}`,
  userId: `u${days}`,
  anonymousId: `browser-${days}`,
  timestamp: new Date(Date.now() - days * day - 1000).toISOString(),
}));

describe('somebody who adds an audience to a shop that runs', () => {
  it('sizes it before, has it for everybody there is, and sees time move them', async () => {
    const dir = await temporaryFolder();
    const file = async (name: string, content: unknown) => {
      await writeFile(join(dir, name), JSON.stringify(content));
      return join(dir, name);
    };
    const [old, changed] = [await file('old.json', before), await file('new.json', after)];
    const at = ['--data', join(dir, 'data'), '--config'];
    const lines = events.map((event) => JSON.stringify(event)).join('\n');
    await cdpJson(['ingest', '-', ...at, old], lines);

    const { traits, audiences } = after;
    const proposal = await file('proposal.json', { traits, audiences });
    const previews = await cdpJson<Preview[]>(['audience', 'preview', proposal, ...at, old]);
    expect(previews).toMatchObject([{ audience: 'lapsed', members: 3, profiles: 10 }]);
    expect(previews[0]?.sample).toHaveLength(3);

    expect(await cdpJson(['backfill', ...at, changed])).toEqual({
      profiles: 10,
      entered: 3,
      exited: 0,
    });
    expect(await cdpJson(['backfill', ...at, changed])).toMatchObject({ profiles: 0 });
    const fresh = ['--data', join(dir, 'fresh'), '--config', changed];
    await cdpJson(['ingest', '-', ...fresh], lines);
    expect(await snapshotOf([...at, changed], dir)).toBe(await snapshotOf(fresh, dir));

    const later = new Date(Date.now() + 2 * day).toISOString();
    expect(await cdpJson(['sweep', '--at', later, ...at, changed])).toEqual({
      profiles: 2,
      entered: 2,
      exited: 0,
    });
    const members = await runCdp(['audience', 'members', 'lapsed', '--json', ...at, changed]);
    const named = members.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ProfileView);
    expect(named.map(({ identifiers }) => identifiers['user_id']?.[0]).sort()).toEqual([
      'u5',
      'u6',
      'u7',
      'u8',
      'u9',
    ]);
    const why = await cdpJson<AudienceExplanation>([
      ...['profile', 'user_id:u9', '--explain', 'audiences.lapsed'],
      ...[...at, changed],
    ]);
    expect(why).toMatchObject({
      holds: true,
      rule: 'orders at least 1 and orders_7d is 0',
      from: { messageId: 'm9' },
    });
    // A dozen commands, each of which starts Node.
  }, 240_000);

  it('is told what is wrong with a rule, and where', async () => {
    const dir = await temporaryFolder();
    const rule = join(dir, 'rule.json');
    await writeFile(rule, JSON.stringify({ all: [{ path: 'plan', eq: 'pro' }] }));
    const { status, stderr } = await runCdp(['audience', 'preview', rule, '--data', dir]);
    expect(status).toBe(1);
    expect(stderr).toContain('preview/all/0/path: "plan" is no place in a profile');
  });
});

async function snapshotOf(at: readonly string[], dir: string): Promise<string> {
  await cdpJson(['sweep', ...at]);
  const { file } = await cdpJson<{ file: string }>([
    ...['export', 'snapshot', '--format', 'ndjson', '--out', dir],
    ...at,
  ]);
  return readFile(file, 'utf8');
}
