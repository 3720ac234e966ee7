import type { CloudEventFunction } from '@google-cloud/functions-framework';
import { traceParentAttribute } from '../domain/telemetry/trace-parent.ts';
import type { Message } from '../ports/event-bus.ts';
import type { Span, Stage } from '../ports/telemetry.ts';
import { decodePubSub } from './decode-pubsub.ts';
import { type Deployment, deployment } from './deployment.ts';
import { causeOf, inSpan } from './in-span.ts';
import { onInstance } from './on-instance.ts';

/** What a stage does with a message. Resolving acknowledges it; rejecting has it delivered again. */
type OnMessage = (message: Message, deployed: Deployment, span: Span) => Promise<void>;

/** A function for Pub/Sub messages, as the framework calls it. The trace context is the message's own, else that of the CloudEvent. */
export const toFunction = (stage: Stage, onMessage: OnMessage): CloudEventFunction =>
  onInstance(async (event) => {
    const message = decodePubSub(event);
    const deployed = await deployment();
    const ofEvent = event[traceParentAttribute];
    const cause = causeOf([
      typeof ofEvent === 'string'
        ? { ...message, attributes: { [traceParentAttribute]: ofEvent, ...message.attributes } }
        : message,
    ]);
    try {
      await inSpan(deployed.telemetry, stage, cause, (span) => onMessage(message, deployed, span));
    } finally {
      await deployed.telemetry.flush('due');
    }
  });
