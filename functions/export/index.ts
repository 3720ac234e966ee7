import { cloudEvent } from '@google-cloud/functions-framework';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { exportAudienceChanges } from './audience-changes.ts';
import { exportSnapshot } from './export.ts';

/** Cloud Scheduler publishes on `export-requests`. The snapshot is of the day of that message, so a redelivery makes the same one again. */
cloudEvent(
  'export',
  toFunction('export', async ({ publishTime }, { store, warehouse, rules, activation }) => {
    const day = publishTime.slice(0, 10);
    const rows = await exportSnapshot(store(), await warehouse(), day, rules);
    console.log(
      JSON.stringify({ severity: 'INFO', message: 'exported a profile snapshot', day, rows }),
    );
    const { deliveries } = await activation();
    const now = Date.parse(publishTime);
    await exportAudienceChanges(deliveries, rules.destinations, await warehouse(), now);
  }),
);
