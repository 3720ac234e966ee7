import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotLines } from '../../../functions/export/profile-rows.ts';
import { canonicalJson } from '../../domain/json.ts';
import { EmbeddedPlatform } from '../../local/embedded-platform.ts';
import type { ProfileStore } from '../../ports/profile-store.ts';
import { loadConfig } from '../../runtime/load-config.ts';
import { disturb } from '../disturb.ts';

export interface OrderProof {
  /** How many messages were sent the second time. */
  messages: number;
  /** SHA-256 over the snapshot's NDJSON. */
  first: string;
  second: string;
}

/** Plays a platform's archive into a fresh one, shuffled and a third of it twice, and compares the two snapshots byte by byte. */
export async function inAnyOrder(platform: EmbeddedPlatform): Promise<OrderProof> {
  const dir = await mkdtemp(join(tmpdir(), 'tributary-'));
  const other = new EmbeddedPlatform({ config: await loadConfig(undefined), dir });
  try {
    const messages = [];
    for await (const { data, attributes, publishTime } of disturb(platform.archive(), 7, 1 / 3)) {
      messages.push({ data, attributes: { receivedAt: publishTime, ...attributes } });
    }
    await other.publish(messages);
    await other.drain();
    // Both as they are at one moment, for time alone changes profiles too.
    const now = Date.now();
    await Promise.all([platform.sweep(now), other.sweep(now)]);
    return {
      messages: messages.length,
      first: await digestOf(platform.store),
      second: await digestOf(other.store),
    };
  } finally {
    await other.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Of the very bytes that `cdp export snapshot --format ndjson` writes. */
async function digestOf(store: ProfileStore): Promise<string> {
  const hash = createHash('sha256');
  for await (const row of snapshotLines(store)) hash.update(`${canonicalJson(row)}\n`);
  return hash.digest('hex');
}
