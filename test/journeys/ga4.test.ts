import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import { hasRealData, realData } from '../builders/real-data.ts';
import { cdpJson } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const config = ['--config', 'examples/ga4/cdp.config.ts'];
const file = realData('ga4/ga4_events_multi_event_users.ndjson.gz');

/** The rows and the purchases' revenue in cents, by visitor. */
async function figuresOfTheFile() {
  const visitors = new Map<string, { rows: number; cents: number }>();
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  for await (const line of lines) {
    const row = JSON.parse(line) as Record<string, never>;
    const figures = visitors.get(row['user_pseudo_id'] ?? '') ?? { rows: 0, cents: 0 };
    figures.rows += 1;
    if (row['event_name'] === 'purchase') {
      figures.cents += Math.round(
        (row['ecommerce']?.['purchase_revenue_in_usd'] ?? row['event_value_in_usd'] ?? 0) * 100,
      );
    }
    visitors.set(row['user_pseudo_id'] ?? '', figures);
  }
  return visitors;
}

describe.runIf(hasRealData)('the export of Google Analytics 4', () => {
  it('gives one profile a visitor, with every event and every cent', async () => {
    const dir = await temporaryFolder();
    const { outcomes } = await cdpJson<{ outcomes: object }>([
      'ingest',
      file,
      '--data',
      dir,
      ...config,
    ]);
    expect(outcomes).toEqual({ ga4: { applied: 8279 } });
    const expected = await figuresOfTheFile();
    await cdpJson(['export', 'snapshot', '--data', dir, ...config]);
    const rows = await cdpJson<
      {
        identifiers: ProfileView['identifiers'];
        computed?: { revenue?: number } | null;
        events: number;
      }[]
    >(['query', 'SELECT identifiers, computed, events FROM profiles', '--data', dir, ...config]);
    expect(rows).toHaveLength(expected.size);
    for (const { identifiers, computed, events } of rows) {
      const figures = expected.get(identifiers['anonymous_id']?.[0] ?? '');
      expect(events).toBe(figures?.rows);
      expect(Math.round((computed?.revenue ?? 0) * 100)).toBe(figures?.cents);
    }
  });
});
