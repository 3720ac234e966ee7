import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportHere } from '../../functions/export/export.ts';
import { latestRows } from '../../functions/export/profile-rows.ts';
import { latestTarget } from '../../functions/export/profile-targets.ts';
import { pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryExportStore } from '../../shared/adapters/memory/export-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import { severLink } from '../../shared/runtime/sever-link.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { anExporter } from '../builders/exporter.ts';
import { LatestTable } from '../builders/latest-table.ts';
import { assertLaw } from './assert-law.ts';
import { cuts, linksOf } from './cuts.ts';
import { transactionsOf } from './deliveries.ts';
import { disturbance, history } from './law.ts';
import { referenceEvents } from './reference-events.ts';
import { canonical, rulesOf } from './world.ts';

async function all(rows: AsyncIterable<JsonObject>): Promise<JsonObject[]> {
  const read: JsonObject[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

describe('the latest profiles in the warehouse', () => {
  it('moved on by what has changed, while people merge and are cut apart, are those that a rebuild gives', () =>
    assertLaw(
      fc.asyncProperty(
        history,
        disturbance,
        cuts,
        fc.nat({ max: 4 }),
        fc.scheduler(),
        async (given, disturbing, cutting, exports, scheduler) => {
          const links = linksOf(referenceEvents(given.sent, given.rules).events);
          const store = new MemoryProfileStore({
            tick: () => scheduler.schedule(Promise.resolve()),
          });
          const rules = rulesOf(given.rules);
          const goOn = async () => {
            for (const [index, messages] of transactionsOf(given.sent, disturbing).entries()) {
              for (const { link, before } of cutting) {
                const ends = links[link];
                if (before !== index || ends === undefined) continue;
                const cut = { at: index, messageId: `cut-${index}`, source: 'operator' };
                await severLink(store, ends, cut, rules);
              }
              await pipeline(messages, store, rules, packagedSources);
            }
          };
          const table = new LatestTable();
          const exporter = anExporter(table, { store, rules, exports: new MemoryExportStore() });
          const moveOn = (at: number) => exportHere(exporter, latestTarget, { id: `${at}`, at });
          const moveOnMeanwhile = async () => {
            for (let at = 0; at < exports; at += 1) await moveOn(at);
          };
          await scheduler.waitFor(Promise.all([goOn(), moveOnMeanwhile()]));
          await scheduler.waitFor(moveOn(exports));
          const rebuilt = await scheduler.waitFor(all(latestRows(store.views(), rules)));
          expect(canonical(table.rows())).toBe(canonical(rebuilt));
        },
      ),
      0.1,
    ));
});
