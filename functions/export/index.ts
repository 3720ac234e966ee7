import { cloudEvent } from '@google-cloud/functions-framework';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { deployedExporter } from './deployed-exporter.ts';
import { onMessage } from './on-message.ts';

/** Cloud Scheduler publishes on `export-requests`, and so does this function, to itself: the parts of an export. */
cloudEvent(
  'export',
  toFunction('export', async (message, deployed) => {
    const exporter = await deployedExporter(deployed);
    await onMessage(message, exporter, deployed.publisher(), (exported) => {
      console.log(JSON.stringify({ severity: 'INFO', message: 'exported', ...exported }));
    });
  }),
);
