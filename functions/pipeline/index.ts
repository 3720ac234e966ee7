import { cloudEvent } from '@google-cloud/functions-framework';
import { decodePubSub } from '../../shared/runtime/decode-pubsub.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { publishBatch } from '../../shared/runtime/publish-batch.ts';
import { pipeline } from './pipeline.ts';

/** The composed deployment: from `events` straight into profiles. */
cloudEvent('pipeline', async (event) => {
  const { publisher, store, rules } = await deployment();
  const processed = await pipeline([decodePubSub(event.data)], store(), rules);
  await publishBatch(publisher(), 'events-quarantined', processed.quarantined);
  await publishBatch(publisher(), 'profile-changes', processed.changes);
  await publishBatch(publisher(), 'outcomes', processed.outcomes);
});
