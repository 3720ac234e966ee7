import { isJsonObject } from '../domain/json.ts';
import type { Message } from '../ports/event-bus.ts';

/** A CloudEvent that carries no Pub/Sub message: the function was called by something else, or its trigger is set up wrongly. */
export class NoPubSubMessageError extends Error {
  override readonly name = 'NoPubSubMessageError';
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The message of a CloudEvent `google.cloud.pubsub.topic.v1.messagePublished`, whose data is
 * `{"message": {"data": base64, "attributes": {}, "messageId", "publishTime"}, "subscription"}`. The functions framework makes the same of
 * a raw push request. A message without data, or without attributes, comes without the field.
 * @throws NoPubSubMessageError
 */
export function decodePubSub({ data }: { data?: unknown }): Message {
  const message = isJsonObject(data) ? data['message'] : undefined;
  if (!isJsonObject(message)) throw wrong('"message" is not an object');
  const { messageId, publishTime, data: content = '', attributes = {} } = message;
  if (typeof messageId !== 'string' || messageId === '') {
    throw wrong('"message.messageId" is not a text');
  }
  const time = typeof publishTime === 'string' ? Date.parse(publishTime) : Number.NaN;
  if (Number.isNaN(time)) throw wrong('"message.publishTime" is not a time');
  if (typeof content !== 'string' || !base64.test(content)) {
    throw wrong('"message.data" is not base64');
  }
  return {
    id: messageId,
    data: Buffer.from(content, 'base64'),
    attributes: attributesOf(attributes),
    // An event's times are in milliseconds, whatever the sender's precision.
    publishTime: new Date(time).toISOString(),
  };
}

function attributesOf(value: unknown): Record<string, string> {
  if (!isJsonObject(value)) throw wrong('"message.attributes" is not an object');
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  if (texts.length < Object.keys(value).length) {
    throw wrong('"message.attributes" holds something else than text');
  }
  return Object.fromEntries(texts);
}

const wrong = (what: string) =>
  new NoPubSubMessageError(
    `The function was not called with a Pub/Sub message: ${what}. Let a Pub/Sub push subscription or an Eventarc Pub/Sub trigger call it.`,
  );
