import { cloudEvent } from '@google-cloud/functions-framework';
import { connectPubSub } from '../../../../shared/adapters/pubsub/connect.ts';

/** The least that a function can do with the client of Pub/Sub: one message. What no function that publishes can be faster than. */
cloudEvent('publisher', async () => {
  await connectPubSub()
    .topic('outcomes')
    .publishMessage({ data: Buffer.from('[]') });
});
