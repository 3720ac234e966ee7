import { setTimeout } from 'node:timers/promises';
import { http } from '@google-cloud/functions-framework';
import { decodePubSub } from '../../shared/runtime/decode-pubsub.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { outsideOfDomain } from '../../shared/runtime/outside-of-domain.ts';
import { onMessage } from './on-message.ts';

/** Not now, and no failure: Pub/Sub redelivers what is not answered with a 2xx, after its backoff. */
const later = 429;

/**
 * Fed by `audience-changes`, `profile-changes` and `deliveries`. Registered for HTTP, since a message that is not due yet is sent back
 * time and again, and the framework would log an error for each. A CloudEvent and a push request have the same body.
 */
http('activate', (request, response) =>
  outsideOfDomain(async () => {
    const { activation, publisher } = await deployment();
    const answer = await onMessage(decodePubSub({ data: request.body }), {
      activation: await activation(),
      publisher: publisher(),
      wait: setTimeout,
    });
    response.status(answer === 'done' ? 204 : later).end();
  }),
);
