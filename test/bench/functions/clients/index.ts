import { cloudEvent } from '@google-cloud/functions-framework';
import { connectFirestore } from '../../../../shared/adapters/firestore/connect.ts';
import { connectPubSub } from '../../../../shared/adapters/pubsub/connect.ts';

/** The least that a function can do with both clients: one transaction and one message. What no function that keeps something can be faster than. */
cloudEvent('clients', async () => {
  const firestore = connectFirestore();
  const document = firestore.doc('cold/start');
  await firestore.runTransaction(async (transaction) => {
    await transaction.get(document);
    transaction.set(document, { at: Date.now() });
  });
  await connectPubSub()
    .topic('outcomes')
    .publishMessage({ data: Buffer.from('[]') });
});
