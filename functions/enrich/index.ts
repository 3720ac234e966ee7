import { cloudEvent } from '@google-cloud/functions-framework';
import { decodePubSub } from '../../shared/runtime/decode-pubsub.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { onMessage } from './on-message.ts';

cloudEvent('enrich', async (event) => {
  const { publisher } = await deployment();
  await onMessage(decodePubSub(event.data), publisher());
});
