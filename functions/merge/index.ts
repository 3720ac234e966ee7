import { cloudEvent } from '@google-cloud/functions-framework';
import { decodePubSub } from '../../shared/runtime/decode-pubsub.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { onMessage } from './on-message.ts';

cloudEvent('merge', async (event) => {
  const { publisher, store, rules } = await deployment();
  await onMessage(decodePubSub(event.data), publisher(), store(), rules);
});
