import type { CloudEventFunction } from '@google-cloud/functions-framework';
import type { Message } from '../ports/event-bus.ts';
import { decodePubSub } from './decode-pubsub.ts';
import { type Deployment, deployment } from './deployment.ts';
import { outsideOfDomain } from './outside-of-domain.ts';

/** What a stage does with a message. Resolving acknowledges it; rejecting has it delivered again. */
type OnMessage = (message: Message, deployed: Deployment) => Promise<void>;

/** A function for Pub/Sub messages, as the framework calls it. */
export const toFunction =
  (onMessage: OnMessage): CloudEventFunction =>
  (event) =>
    outsideOfDomain(async () => onMessage(decodePubSub(event), await deployment()));
