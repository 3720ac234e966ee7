import { setTimeout } from 'node:timers/promises';
import { http } from '@google-cloud/functions-framework';
import { decodePubSub } from '../../shared/runtime/decode-pubsub.ts';
import { deployment } from '../../shared/runtime/deployment.ts';
import { causeOf, inSpan, tracedPublisher } from '../../shared/runtime/in-span.ts';
import { onInstance } from '../../shared/runtime/on-instance.ts';
import { onMessage } from './on-message.ts';

/** Not now, and no failure: Pub/Sub redelivers what is not answered with a 2xx, after its backoff. */
const later = 429;

/**
 * Fed by `audience-changes`, `profile-changes` and `deliveries`. Registered for HTTP, since a message that is not due yet is sent back
 * time and again, and the framework would log an error for each. A CloudEvent and a push request have the same body.
 */
http(
  'activate',
  onInstance(async (request, response) => {
    const { activation, publisher, telemetry } = await deployment();
    const message = decodePubSub({ data: request.body });
    const stage = message.attributes['destination'] === undefined ? 'activate' : 'deliver';
    const answer = await inSpan(telemetry, stage, causeOf([message]), async (span) =>
      onMessage(message, {
        activation: await activation(),
        publisher: tracedPublisher(publisher(), span),
        wait: setTimeout,
      }),
    );
    await telemetry.flush('due');
    response.status(answer === 'done' ? 204 : later).end();
  }),
);
