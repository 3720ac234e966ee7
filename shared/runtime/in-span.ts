import { traceParentAttribute } from '../domain/telemetry/trace-parent.ts';
import type { Message, OutgoingMessage, Publisher } from '../ports/event-bus.ts';
import type { Cause, Span, Stage, Telemetry } from '../ports/telemetry.ts';

/** Does work that is told of, as what it comes to. */
export async function inSpan<T>(
  telemetry: Telemetry,
  stage: Stage,
  cause: Cause,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = telemetry.begin(stage, cause);
  try {
    const result = await work(span);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** What messages ask for: the oldest has waited longest. */
export const causeOf = (messages: readonly Message[]): Cause => {
  const [first] = messages;
  return {
    traceparents: messages.map(({ attributes }) => attributes[traceParentAttribute]),
    ...(first !== undefined && { since: Date.parse(first.publishTime) }),
  };
};

/** A message that carries the trace context of some work. */
export const traced = (message: OutgoingMessage, { traceparent }: Span): OutgoingMessage =>
  traceparent === undefined
    ? message
    : { ...message, attributes: { ...message.attributes, [traceParentAttribute]: traceparent } };

/** A publisher whose messages carry the trace context of some work. */
export const tracedPublisher = (publisher: Publisher, span: Span): Publisher =>
  span.traceparent === undefined
    ? publisher
    : {
        isUnheard: (topic) => publisher.isUnheard?.(topic) ?? false,
        publish: (topic, messages) =>
          publisher.publish(
            topic,
            messages.map((message) => traced(message, span)),
          ),
      };
