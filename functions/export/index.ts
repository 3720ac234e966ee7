import { cloudEvent } from '@google-cloud/functions-framework';
import { decodePubSub } from '../../shared/runtime/decode-pubsub.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { exportSnapshot } from './export.ts';

/** Cloud Scheduler publishes on `export-requests`; the snapshot is of the day of that message, so a redelivery makes it again. */
cloudEvent('export', async (event) => {
  const { store, warehouse } = await deployment();
  const { publishTime } = decodePubSub(event.data);
  const rows = await exportSnapshot(store(), await warehouse(), publishTime.slice(0, 10));
  console.log(
    JSON.stringify({ message: 'profile snapshot exported', day: publishTime.slice(0, 10), rows }),
  );
});
